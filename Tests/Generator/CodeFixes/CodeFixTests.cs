using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using MtlDsl.CodeFixes;

namespace MtlDsl.Tests;

public sealed class CodeFixTests
{
    private static string Body(string members) => $"[MultiTaskModel]\npublic partial class Model\n{{\n{members}\n}}\n";

    private const string Trunk = """
            [SharedLayer, Linear(64), ReLU]
            public partial Tensor Trunk([Input(100)] Tensor features);

        """;

    [Fact]
    public async Task A_model_and_the_types_around_it_are_made_partial()
    {
        const string Wrong = """
            public static class Experiments
            {
                // The first one.
                [MultiTaskModel]
                class Model { }
            }
            """;

        (await CodeFixRun.FixAsync(new MakeTypesPartial(), Wrong)).ShouldBe("""
            public static partial class Experiments
            {
                // The first one.
                [MultiTaskModel]
                partial class Model { }
            }
            """);
        (await CodeFixRun.FixAsync(new MakeTypesPartial(), "/* mine */ [MultiTaskModel] public sealed class Model;"))
            .ShouldBe("/* mine */ [MultiTaskModel] public sealed partial class Model;");
    }

    [Theory]
    [InlineData("Tensor Digit(Tensor trunk);", "public partial Tensor Digit(Tensor trunk);")]
    [InlineData("partial Tensor Digit(Tensor trunk);", "public partial Tensor Digit(Tensor trunk);")]
    [InlineData("internal Tensor Digit(Tensor trunk);", "internal partial Tensor Digit(Tensor trunk);")]
    [InlineData("public Tensor Digit(Tensor trunk);", "public partial Tensor Digit(Tensor trunk);")]
    public async Task A_node_is_made_public_partial(string wrong, string right)
    {
        string Model(string node) => Body($"{Trunk}    [Task, Linear(10), CrossEntropy]\n    {node}");

        (await CodeFixRun.FixAsync(new MakeNodePublicPartial(), Model(wrong))).ShouldBe(Model(right));
    }

    [Fact]
    public async Task A_node_without_attributes_keeps_its_comment() =>
        (await CodeFixRun.FixAsync(new MakeNodePublicPartial(), Body("    // The trunk.\n    Tensor Trunk([Input(100)] Tensor features);")))
            .ShouldBe(Body("    // The trunk.\n    public partial Tensor Trunk([Input(100)] Tensor features);"));

    [Fact]
    public async Task A_misspelt_parameter_is_renamed()
    {
        string Model(string name) => Body($"{Trunk}    [Task, Linear(10), CrossEntropy]\n    public partial Tensor Digit(Tensor {name});");

        (await CodeFixRun.FixAsync(new RenameToNearest(), Model("trunc"))).ShouldBe(Model("trunk"));
    }

    [Fact]
    public async Task A_misspelt_parameter_is_renamed_in_the_body_too()
    {
        string Model(string name) => Body($"{Trunk}    [Task, CrossEntropy] [return: Shape(10)]\n    public Tensor Digit(Tensor {name}) => {name}.sin() + {name};");

        (await CodeFixRun.FixAsync(new RenameToNearest(), Model("trunc"))).ShouldBe(Model("trunk"));
    }

    [Fact]
    public async Task All_misspelt_parameters_are_renamed_at_once()
    {
        string Model(string first, string second) => Body($"""
            {Trunk}    [Task, Linear(10), CrossEntropy]
                public partial Tensor Digit(Tensor {first});

                [Task, Linear(4), CrossEntropy]
                public partial Tensor Suit(Tensor {second});
            """);

        (await CodeFixRun.FixAllAsync(new RenameToNearest(), Model("trunc", "trunkk"), nameof(RenameToNearest))).ShouldBe(Model("trunk", "trunk"));
    }

    [Theory]
    [InlineData("[SharedLayer, Task, Linear(10), CrossEntropy]", "[Task, Linear(10), CrossEntropy]")]
    [InlineData("[Task, Linear(10), CrossEntropy, MeanSquaredError]", "[Task, Linear(10), CrossEntropy]")]
    [InlineData("[Task] [Linear(10)] [CrossEntropy] [Huber]", "[Task] [Linear(10)] [CrossEntropy] ")]
    [InlineData("[Task, Linear(10), CrossEntropy]\n    [Huber]", "[Task, Linear(10), CrossEntropy]")]
    [InlineData("[Task, Add, Linear(10), CrossEntropy]", "[Task, Linear(10), CrossEntropy]")]
    [InlineData("[Task, Linear(10), Softmax, CrossEntropy]", "[Task, Linear(10), CrossEntropy]")]
    public async Task An_attribute_too_many_is_removed(string wrong, string right)
    {
        string Model(string attributes) => Body($"{Trunk}    {attributes}\n    public partial Tensor Digit(Tensor trunk);");

        (await CodeFixRun.FixAsync(new RemoveAttribute(), Model(wrong))).ShouldBe(Model(right));
    }

    [Fact]
    public async Task A_weight_without_a_task_is_removed()
    {
        string Model(string attributes) => Body($"    {attributes}\n    public partial Tensor Trunk([Input(100)] Tensor features);");

        (await CodeFixRun.FixAsync(new RemoveAttribute(), Model("[SharedLayer, LossWeight(2), Linear(64)]"))).ShouldBe(Model("[SharedLayer, Linear(64)]"));
    }

    [Theory]
    [InlineData("[Task<DayOfWeek>, Linear(5), CrossEntropy]", "[Task<DayOfWeek>, Linear(7), CrossEntropy]")]
    [InlineData("[Task<DayOfWeek>, Linear(width: 5, Bias = false), CrossEntropy]", "[Task<DayOfWeek>, Linear(width: 7, Bias = false), CrossEntropy]")]
    [InlineData("[Task, Linear(2), BinaryCrossEntropy]", "[Task, Linear(1), BinaryCrossEntropy]")]
    public async Task A_width_is_corrected(string wrong, string right)
    {
        string Model(string attributes) => Body($"{Trunk}    {attributes}\n    public partial Tensor Answer(Tensor trunk);");

        (await CodeFixRun.FixAsync(new CorrectWidth(), Model(wrong))).ShouldBe(Model(right));
    }

    [Theory]
    [InlineData("Weighting<CaGrads>", "Weighting<CAGrad>")]
    [InlineData("Weighting<CAGrad>, WeightingOption(\"c\", 0.4)", "Weighting<CAGrad>, WeightingOption(nameof(CAGrad.C), 0.4)")]
    [InlineData("Weighting<CRMOGM<MGDA>>, WeightingOption(name: \"Alfa\", value: 0.4)", "Weighting<CRMOGM<MGDA>>, WeightingOption(name: nameof(CRMOGM<MGDA>.Alpha), value: 0.4)")]
    public async Task The_nearest_strategy_and_option_are_named(string wrong, string right)
    {
        string Model(string attributes) => $"[MultiTaskModel, {attributes}]{WrongModels.TwoTasks}public sealed class CaGrads;";

        (await CodeFixRun.FixAsync(new CorrectWeighting(), Model(wrong))).ShouldBe(Model(right));
    }

    [Theory]
    [InlineData("MultiTaskModel, WeightingOption(\"C\", 0.4)", "MultiTaskModel")]
    [InlineData("MultiTaskModel, Weighting<CAGrad>, WeightingOption(\"C\", 0.4), WeightingOption(\"C\", 0.5)", "MultiTaskModel, Weighting<CAGrad>, WeightingOption(\"C\", 0.4)")]
    public async Task An_option_too_many_is_removed(string wrong, string right)
    {
        string Model(string attributes) => $"[{attributes}]{WrongModels.TwoTasks}";

        (await CodeFixRun.FixAsync(new RemoveAttribute(), Model(wrong))).ShouldBe(Model(right));
    }

    [Fact]
    public async Task The_using_of_Tensor_is_added()
    {
        const string Wrong = """
            using MtlDsl;

            [MultiTaskModel]
            public partial class Model
            {
                [SharedLayer, Linear(64)]
                public partial Tensor Trunk([Input(100)] TorchSharp.torch.Tensor features);
            }
            """;

        (await CodeFixRun.FixAsync(new AddUsing(), Wrong, usings: false)).ShouldBe(Wrong.Replace("using MtlDsl;\n", "using MtlDsl;\nusing static TorchSharp.torch;\n"));
    }

    [Fact]
    public async Task The_using_of_the_attributes_is_added()
    {
        const string Wrong = """
            // My model.
            [MultiTaskModel]
            public partial class Model;
            """;

        (await CodeFixRun.FixAsync(new AddUsing(), Wrong, usings: false)).ShouldBe("// My model.\nusing MtlDsl;\n\n[MultiTaskModel]\npublic partial class Model;");
    }

    [Fact]
    public void Every_fix_is_exported_and_fixes_all()
    {
        Type[] providers = typeof(AddUsing).Assembly.GetTypes().Where(type => typeof(CodeFixProvider).IsAssignableFrom(type)).ToArray();

        providers.ShouldNotBeEmpty();
        foreach (Type type in providers)
        {
            type.GetCustomAttribute<ExportCodeFixProviderAttribute>().ShouldNotBeNull().Name.ShouldBe(type.Name);
            ((CodeFixProvider)Activator.CreateInstance(type)!).GetFixAllProvider().ShouldBe(WellKnownFixAllProviders.BatchFixer);
        }
    }
}
