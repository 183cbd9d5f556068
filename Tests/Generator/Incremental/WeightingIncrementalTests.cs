using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Parsing;

namespace MtlDsl.Tests;

/// <summary>What edits of a strategy in another file make the generator do again.</summary>
public sealed class WeightingIncrementalTests
{
    private const string Model = """
        namespace Cards;

        [MultiTaskModel, Weighting<Own>, WeightingOption(nameof(Own.Rate), 2)]
        public partial class CardModel
        {
            [SharedLayer, Linear(4)] public partial Tensor Trunk([Input(2)] Tensor x);
            [Task, Linear(3), CrossEntropy] public partial Tensor A(Tensor trunk);
            [Task, Linear(3), CrossEntropy] public partial Tensor B(Tensor trunk);
        }
        """;

    private const string Strategy = """
        namespace Cards;

        public sealed class Own : Scaled
        {
            protected override double[] Weigh(GradientGram gram) => [.. Enumerable.Repeat(Rate, gram.Count)];
        }
        """;

    private const string Base = """
        namespace Cards;

        public abstract class Scaled : GramMethod
        {
            [System.ComponentModel.DataAnnotations.Range(0.0, 5.0)]
            public double Rate { get; init; } = 1;
        }
        """;

    private const string Unrelated = "namespace Elsewhere; public static class Calendar { public static int Days(int weeks) => 7 * weeks; }";

    private static readonly string[] Sources = [Model, Strategy, Base, Unrelated];

    public static TheoryData<string, string> EditsThatChangeTheModel => new()
    {
        { "public sealed class Own : Scaled\n{", "public sealed class Own : Scaled\n{\n    private Own() { }\n" },
        { "public sealed class Own : Scaled", "public abstract class Own : Scaled" },
        { "public double Rate { get; init; }", "public double Rate { get; private init; }" },
        { "public double Rate { get; init; }", "public int Speed { get; init; }" },
        { "public double Rate", "public string Rate" },
        { "Range(0.0, 5.0)", "Range(0.0, 1.0)" },
        { "nameof(Own.Rate), 2)", "nameof(Own.Rate), 3)" },
        { "Weighting<Own>, WeightingOption(nameof(Own.Rate), 2)", "Weighting<MGDA>" },
    };

    [Theory, MemberData(nameof(EditsThatChangeTheModel))]
    public void An_edit_of_a_strategy_that_changes_what_is_made_of_it_emits_anew(string old, string @new)
    {
        string[] edited = Edited(old, @new);
        IncrementalRun run = IncrementalRun.Between(Sources, edited).ShouldEmitAnew();
        run.After.ShouldNotBe(run.Before);
        run.After.ShouldBe(GeneratorRun.OfUnchecked(edited).Sources);
    }

    public static TheoryData<string, string> EditsThatChangeNothing => new()
    {
        { "Enumerable.Repeat(Rate, gram.Count)", "Enumerable.Repeat(2 * Rate, gram.Count)" },
        { "init; } = 1;", "init; } = 2;" },
        { "=> 7 * weeks", "=> 8 * weeks" },
    };

    [Theory, MemberData(nameof(EditsThatChangeNothing))]
    public void An_edit_that_changes_nothing_of_it_emits_nothing(string old, string @new) =>
        IncrementalRun.Between(Sources, Edited(old, @new)).ShouldReuseEverything().ShouldHoldNoCompilerObjects();

    [Theory]
    [InlineData("nameof(Own.Rate), 2", true)]
    [InlineData("nameof(Own.Rate), Math.E", false)]
    public void A_model_with_nameof_in_an_option_is_remembered(string option, bool isRemembered)
    {
        CSharpCompilation before = ModelCompilation.Of(Edited("nameof(Own.Rate), 2", option));
        SyntaxTree unrelated = before.SyntaxTrees[3];
        CSharpCompilation after = before.ReplaceSyntaxTree(unrelated, ModelCompilation.Parse(Unrelated.Replace("7", "8"), unrelated.FilePath));

        ParsedModel first = Parse(before);

        first.Model.ShouldNotBeNull().Weighting.ShouldNotBeNull();
        ReferenceEquals(Parse(after), first).ShouldBe(isRemembered);
        Parse(after).ShouldBe(first);
    }

    private static ParsedModel Parse(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        TypeDeclarationSyntax model = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Single();
        return ParseCache.Parse(model, compilation.GetSemanticModel(tree), CancellationToken.None).ShouldNotBeNull();
    }

    private static string[] Edited(string old, string @new)
    {
        Sources.Count(source => source.Contains(old)).ShouldBe(1, old);
        return [.. Sources.Select(source => source.Replace(old, @new))];
    }
}
