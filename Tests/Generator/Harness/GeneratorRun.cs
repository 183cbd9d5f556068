using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator;

namespace MtlDsl.Tests;

/// <summary>What the generator made of some sources.</summary>
/// <param name="Output">The compilation with the generated code in it.</param>
/// <param name="Sources">The generated files.</param>
internal sealed record GeneratorRun(Compilation Output, IReadOnlyList<GeneratedSource> Sources)
{
    /// <summary>The text of the only generated file.</summary>
    public string Text => Sources.ShouldHaveSingleItem().Text;

    /// <summary>Runs the generator on models that are right: all code must compile without an error or a warning.</summary>
    public static GeneratorRun Of(params IEnumerable<string> sources)
    {
        GeneratorRun run = OfUnchecked(sources);
        string.Join('\n', run.Problems()).ShouldBeEmpty("the models and what was generated for them must compile without an error or a warning");
        return run;
    }

    /// <summary>Runs the generator on models that may be wrong.</summary>
    public static GeneratorRun OfUnchecked(params IEnumerable<string> sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: ModelCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(ModelCompilation.Of(sources), out Compilation output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        result.Exception.ShouldBeNull();
        result.Diagnostics.ShouldBeEmpty("the analyzer reports diagnostics, never the generator");
        return new(output, result.GeneratedSources.Select(GeneratedSource.Of).ToArray());
    }

    /// <summary>The compiler's errors and warnings, each with its line; tests' own models may lack documentation, generated code may not.</summary>
    private IReadOnlyList<string> Problems()
    {
        using var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        return Output.Emit(assembly, xmlDocumentationStream: documentation).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => !IsUndocumentedTestCode(diagnostic))
            .Select(diagnostic => $"{diagnostic}\n    {LineOf(diagnostic.Location)}")
            .ToArray();
    }

    /// <summary>Whether a diagnostic is CS1591 (no documentation) in a source that a test wrote.</summary>
    public bool IsUndocumentedTestCode(Diagnostic diagnostic) => diagnostic.Id == "CS1591" && !IsGenerated(diagnostic.Location.SourceTree);

    private bool IsGenerated(SyntaxTree? tree) => tree is not null && Sources.Any(source => tree.FilePath.EndsWith(source.HintName, StringComparison.Ordinal));

    private static string LineOf(Location location) =>
        location.SourceTree?.GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
}

/// <summary>A generated file.</summary>
internal sealed record GeneratedSource(string HintName, string Text)
{
    public static GeneratedSource Of(GeneratedSourceResult result) => new(result.HintName, result.SourceText.ToString());
}
