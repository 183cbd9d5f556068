using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Tests;

/// <summary>What the analyzer and the compiler say about a model.</summary>
internal static class ModelDiagnostics
{
    /// <summary>
    /// Requires exactly the diagnostics that are marked as <c>{|id:text|}</c>: ours of any severity, the compiler's from warnings on, in the
    /// source or in what was generated for it. Returns them in source order, so that their messages can be looked at.
    /// </summary>
    public static async Task<IReadOnlyList<Diagnostic>> VerifyAsync(string markedSource)
    {
        MarkedSource source = MarkedSource.Parse(markedSource);
        IReadOnlyList<Diagnostic> actual = await OfAsync(source.Code);

        string[] expected = source.Expected.OrderBy(e => e.Span.Start).ThenBy(e => e.Span.End).ThenBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => Describe(e.Id, source.Code, e.Span)).ToArray();
        actual.Select(diagnostic => DescribeIn(source.Code, diagnostic)).ShouldBe(expected, string.Join('\n', actual));
        return actual;
    }

    /// <summary>All that is said about a source, in source order.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> OfAsync(string source)
    {
        GeneratorRun run = GeneratorRun.OfUnchecked(source);
        ImmutableArray<Diagnostic> all = await run.Output.WithAnalyzers([new ModelAnalyzer()]).GetAllDiagnosticsAsync();
        return all
            .Where(diagnostic => diagnostic.Id.StartsWith("MTL", StringComparison.Ordinal) || diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => !diagnostic.IsSuppressed && !run.IsUndocumentedTestCode(diagnostic))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Location.SourceSpan.End)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ToArray();
    }

    private static string DescribeIn(string code, Diagnostic diagnostic)
    {
        bool isInSource = diagnostic.Location.SourceTree?.ToString() == code;
        return isInSource ? Describe(diagnostic.Id, code, diagnostic.Location.SourceSpan) : diagnostic.ToString();
    }

    private static string Describe(string id, string code, TextSpan span)
    {
        LinePosition start = SourceText.From(code).Lines.GetLinePosition(span.Start);
        return $"{id} ({start.Line + 1},{start.Character + 1}): {code.Substring(span.Start, span.Length)}";
    }
}
