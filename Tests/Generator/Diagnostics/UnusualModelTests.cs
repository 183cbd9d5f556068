using Microsoft.CodeAnalysis;

namespace MtlDsl.Tests;

public sealed class UnusualModelTests
{
    public static TheoryData<string> Names => [.. UnusualModels.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_right_model_compiles_without_a_word(string name)
    {
        string source = UnusualModels.All.Single(model => model.Name == name).Source;

        GeneratorRun.Of(source).Sources.ShouldAllBe(file => !file.Text.Contains("has errors"));
        (await ModelDiagnostics.OfAsync(source)).ShouldBeEmpty();
    }

    [Fact]
    public void A_model_may_stand_in_several_files() =>
        GeneratorRun.Of(
            "[MultiTaskModel] public partial class Model { [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x); }",
            "public partial class Model { [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk); }");

    [Fact]
    public void An_attribute_on_two_parts_of_a_class_makes_one_model()
    {
        const string Part = "[MultiTaskModel] public partial class Model { [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x); }";
        const string Other = "[MultiTaskModel] public partial class Model { [Task, Linear(3), CrossEntropy] public partial Tensor Digit(Tensor trunk); }";

        GeneratorRun run = GeneratorRun.OfUnchecked(Part, Other);

        run.Sources.ShouldHaveSingleItem();
        run.Output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !run.IsUndocumentedTestCode(diagnostic))
            .Select(diagnostic => diagnostic.Id).ShouldBe(["CS0579"]);
    }
}
