using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MtlDsl.Tests;

/// <summary>
/// The parser remembers a class whose file has not changed. After a change anywhere else, what is remembered must be what a generator that
/// remembers nothing would write.
/// </summary>
public sealed class ParseCacheTests
{
    private const string Model = """
        namespace Census;

        [MultiTaskModel]
        public partial class CensusModel
        {
            private Encoder? _encoder;

            partial void CreateModules() => _encoder = new Encoder();

            [SharedLayer, Linear(8), ReLU]
            public partial Tensor Trunk([Input<Person>] Tensor person);

            [Task<Income>, Linear(2), CrossEntropy]
            public partial Tensor Income(Tensor trunk);

            [Task, Linear(1), MeanSquaredError]
            public partial Tensor Wage(Tensor trunk);
        }
        """;

    private const string Encoder = "namespace Census; public sealed class Encoder : Base { public Encoder() { } }";

    private const string Base = """
        namespace Census;
        public abstract class Base : nn.Module<Tensor, Tensor>
        {
            protected Base() : base("base") { }
            public override Tensor forward(Tensor x) => x;
        }
        """;

    private const string Person = """
        namespace Census;
        public sealed record Person([Categorical] Sector? Sector, [Categorical(Limits.Regions)] int Region, Income? Income) : Worker;
        """;

    private const string Worker = "namespace Census; public record Worker { [Numeric] public float Age { get; init; } public float? Wage { get; init; } }";

    private const string Sector = "namespace Census; public enum Sector { Private, State, Own }";

    private const string Income = "namespace Census; public enum Income { Low = Limits.Low, High = 1 }";

    private const string Limits = "namespace Census; public static class Limits { public const int Regions = 52; public const int Low = 0; }";

    private static readonly string[] Sources = [Model, Encoder, Base, Person, Worker, Sector, Income, Limits];

    public static TheoryData<string, string, string> EditsElsewhere => new()
    {
        { "a member of an enum of the record", "Private, State, Own", "Private, State" },
        { "a member of an enum of a task", "High = 1 }", "Middle, High }" },
        { "a constant in an attribute of the record", "Regions = 52", "Regions = 53" },
        { "a constant in an attribute of the record, to nonsense", "Regions = 52", "Regions = -1" },
        { "a constant in an enum", "Low = 0", "Low = 1" },
        { "a property of the record's base", "[Numeric] public float Age", "[Numeric] public double? Age" },
        { "a label in the record's base", "public float? Wage", "public float? Wages" },
        { "the record's base", ") : Worker;", ");" },
        { "the record to a class", "public sealed record Person([Categorical] Sector? Sector, [Categorical(Limits.Regions)] int Region, Income? Income) : Worker",
            "public abstract record Person([Categorical] Sector? Sector, [Categorical(Limits.Regions)] int Region, Income? Income) : Worker" },
        { "the accessibility of the record", "public sealed record Person", "internal sealed record Person" },
        { "the base of a module's base", "Base : nn.Module<Tensor, Tensor>", "Base : Census.Nothing" },
        { "an enum to a struct", "public enum Sector { Private, State, Own }", "public struct Sector { }" },
    };

    [Theory, MemberData(nameof(EditsElsewhere))]
    public void An_edit_in_another_file_counts(string what, string old, string @new)
    {
        Sources.Count(source => source.Contains(old)).ShouldBe(1, what);
        string[] edited = [.. Sources.Select(source => source.Replace(old, @new))];

        IncrementalRun run = IncrementalRun.Between(Sources, edited);

        run.After.ShouldBe(Afresh(edited), what);
        run.After.ShouldNotBe(run.Before, what);
    }

    public static TheoryData<string, string, bool> AddedFiles => new()
    {
        { "another part of the class", "namespace Census; partial class CensusModel { [Task, Linear(1), Huber] public partial Tensor Age(Tensor trunk); }", true },
        { "a hand-written member", "namespace Census; partial class CensusModel { public Prediction Predict(string name) => null!; }", true },
        { "a type that hides Tensor", "namespace Census; public sealed class Tensor;", true },
        { "a type that hides an attribute", "namespace Census; public sealed class LinearAttribute : System.Attribute { public LinearAttribute(int width) { } }", true },
        { "a namespace that hides TorchSharp's nn", "namespace Census.nn { public class Any; }", true },
        { "a global alias", "global using Tensor = System.String;", true },
        { "an unrelated type", "namespace Census; public sealed class Unrelated;", false },
    };

    [Theory, MemberData(nameof(AddedFiles))]
    public void An_added_file_counts(string what, string added, bool changes)
    {
        IncrementalRun run = IncrementalRun.Between(Sources, [.. Sources, added]);

        run.After.ShouldBe(Afresh([.. Sources, added]), what);
        run.After.SequenceEqual(run.Before).ShouldBe(!changes, what);
    }

    [Fact]
    public void A_constant_in_another_part_of_the_class_counts()
    {
        const string part = "namespace Census; partial class CensusModel { [Task, Linear(Limits.Regions), CrossEntropy] public partial Tensor Region(Tensor trunk); }";
        string[] sources = [.. Sources, part], edited = [.. Sources.Select(source => source.Replace("Regions = 52", "Regions = 60")), part];

        IncrementalRun run = IncrementalRun.Between(sources, edited);

        run.After.ShouldBe(Afresh(edited));
        run.After.ShouldNotBe(run.Before);
    }

    [Fact]
    public void A_reference_counts()
    {
        CSharpCompilation compilation = ModelCompilation.Of(Sources);
        MetadataReference torch = compilation.References.Single(reference => Path.GetFileName(reference.Display) == "TorchSharp.dll");

        IncrementalRun run = IncrementalRun.Between(compilation, before => before.RemoveReferences(torch));

        run.Before.ShouldHaveSingleItem().Text.ShouldContain("Forward");
        run.After.ShouldNotBe(run.Before);
    }

    [Fact]
    public void The_nullable_option_counts()
    {
        CSharpCompilation compilation = ModelCompilation.Of(
            [.. Sources.Select(source => source.Replace("Encoder? _encoder", "Encoder _encoder"))]);

        IncrementalRun run = IncrementalRun.Between(compilation,
            before => before.WithOptions(before.Options.WithNullableContextOptions(NullableContextOptions.Disable)));

        run.Before.ShouldHaveSingleItem().Text.ShouldContain("MemberNotNull");
        run.After.ShouldHaveSingleItem().Text.ShouldNotContain("MemberNotNull");
    }

    private static IReadOnlyList<GeneratedSource> Afresh(string[] sources) => GeneratorRun.OfUnchecked(sources).Sources;
}
