using Microsoft.CodeAnalysis;

namespace MtlDsl.Tests;

/// <summary>What an edit makes the generator do again: nothing, unless a model means something else after it.</summary>
public sealed class IncrementalTests
{
    private const string Model = """
        namespace Census;

        [MultiTaskModel]
        public partial class CensusModel
        {
            private TorchSharp.Modules.Linear _gate;

            partial void CreateModules() => _gate = nn.Linear(8, 8);

            [SharedLayer, Linear(8), ReLU]
            public partial Tensor Trunk([Input<Person>] Tensor person);

            [SharedLayer]
            [return: Shape(8)]
            public Tensor Gated(Tensor trunk)
            {
                Tensor gate = torch.sigmoid(_gate.call(trunk));
                return trunk * gate;
            }

            [Task<Income>, Linear(2), CrossEntropy]
            public partial Tensor Income(Tensor gated);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Wage(Tensor gated);
        }
        """;

    private const string Rows = """
        namespace Census;

        public sealed record Person([Numeric] float Age, [Categorical] Sector Sector, Income? Income, float? Wage);

        public enum Sector { Private, State, Own }
        """;

    private const string Labels = """
        namespace Census;

        public enum Income { Low, High }
        """;

    private const string Unrelated = """
        namespace Elsewhere;

        public static class Calendar
        {
            public static int Days(int weeks) => 7 * weeks;
        }
        """;

    private static readonly string[] Sources = [Model, Rows, Labels, Unrelated];

    public static TheoryData<string, string> EditsThatChangeNothing => new()
    {
        { "class CensusModel\n{", "class CensusModel\n{\n    // A comment.\n" },
        { "public partial Tensor Trunk", "/// <summary>Documentation.</summary>\n    public partial Tensor Trunk" },
        { "namespace Census;\n\n[MultiTaskModel]", "\n\nnamespace Census;\n\n\n[MultiTaskModel]" },
        { "return trunk * gate;", "return trunk * gate * 2;" },
        { "torch.sigmoid(", "torch.sigmoid(missing + (" },
        { "_gate = nn.Linear(8, 8)", "_gate = nn.Linear(8, 8, hasBias: true)" },
        { "=> 7 * weeks", "=> 1 + 7 * weeks" },
        { "Days(int weeks)", "Hours(int days)" },
        { "public static class Calendar\n{", "public static class Calendar\n{\n    private const int Year = 365;\n" },
        { "enum Income { Low, High }", "enum Income\n{\n    Low, // below\n    High,\n}" },
        { "record Person(", "record Person( // a comment\n" },
    };

    [Theory, MemberData(nameof(EditsThatChangeNothing))]
    public void An_edit_that_changes_no_model_emits_nothing(string old, string @new) => Edit(old, @new).ShouldReuseEverything().ShouldHoldNoCompilerObjects();

    public static TheoryData<string, string> EditsThatChangeTheModel => new()
    {
        { "SharedLayer, Linear(8)", "SharedLayer, Linear(16)" },
        { "Linear(8), ReLU", "Linear(8), Tanh" },
        { "[Task, Linear(1)", "[Task, LossWeight(0.5), Linear(1)" },
        { "Tensor Wage(Tensor gated)", "Tensor Wage(Tensor trunk)" },
        { "Tensor Wage(Tensor gated)", "Tensor Wage([Detach] Tensor gated)" },
        { "private TorchSharp.Modules.Linear _gate;", "private TorchSharp.Modules.Linear _gate;\n    private TorchSharp.Modules.Linear? _other;" },
        { "public partial class CensusModel\n{", "public partial class CensusModel\n{\n    public ModelSummary Summary(int depth) => Summary();\n" },
        { "Private, State, Own", "Private, State" },
        { "[Numeric] float Age", "[Numeric] double Age" },
        { "[Numeric] float Age", "[Numeric] float Age, [Numeric] float Hours" },
        { "Income? Income, float? Wage", "Income? Income" },
    };

    [Theory, MemberData(nameof(EditsThatChangeTheModel))]
    public void An_edit_that_changes_the_model_emits_it_anew(string old, string @new)
    {
        IncrementalRun run = Edit(old, @new).ShouldEmitAnew();
        run.After.ShouldNotBe(run.Before);
        run.After.ShouldBe(Afresh(Edited(old, @new)));
    }

    [Fact]
    public void An_edit_of_one_model_leaves_the_other_alone()
    {
        string other = Model.Replace("CensusModel", "OtherModel");
        IncrementalRun run = IncrementalRun.Between([Model, Rows, Labels, other], [Model, Rows, Labels, other.Replace("Linear(1)", "ReLU, Linear(1)")]);

        run.OutputReasons.Count(reason => reason == IncrementalStepRunReason.Cached).ShouldBe(1);
        run.OutputReasons.Count(reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1);
    }

    [Fact]
    public void A_model_with_errors_is_emitted_once()
    {
        string wrong = Model.Replace("Linear(2), CrossEntropy", "Linear(3), CrossEntropy");

        IncrementalRun.Between([wrong, Rows, Labels], [wrong.Replace("Linear(8), ReLU", "Linear(8), Tanh"), Rows, Labels])
            .ShouldReuseEverything().ShouldHoldNoCompilerObjects();
        IncrementalRun.Between([Model, Rows, Labels], [wrong, Rows, Labels]).ShouldEmitAnew();
    }

    private static IncrementalRun Edit(string old, string @new) => IncrementalRun.Between(Sources, Edited(old, @new));

    private static string[] Edited(string old, string @new)
    {
        Sources.Count(source => source.Contains(old)).ShouldBe(1, $"'{old}' has to be in one file");
        return [.. Sources.Select(source => source.Replace(old, @new))];
    }

    private static IReadOnlyList<GeneratedSource> Afresh(string[] sources) => GeneratorRun.OfUnchecked(sources).Sources;
}
