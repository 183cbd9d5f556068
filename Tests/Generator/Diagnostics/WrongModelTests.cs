using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Tests;

/// <summary>Wrong models beyond those on the pages of docs/diagnostics: each yields exactly what is marked in it, and nothing else.</summary>
public sealed class WrongModelTests
{
    private static readonly (string Name, string Source)[] All =
    [
        .. WrongModels.Types, .. WrongModels.Members, .. WrongModels.Methods, .. WrongModels.Graph, .. WrongModels.Shapes, .. WrongModels.Sequences,
        .. WrongModels.Losses, .. WrongModels.CustomNodes, .. WrongModels.Records, .. WrongModels.Names, .. WrongModels.Users, .. WrongModels.Groups, .. WrongModels.Weightings,
    ];

    public static TheoryData<string> Names => [.. All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_model_yields_what_is_marked_in_it_alone(string name) => await VerifyAsync(SourceOf(name));

    /// <summary>Requires the marked diagnostics, with what was generated in the compilation and without it: an editor shows both.</summary>
    internal static async Task<IReadOnlyList<Diagnostic>> VerifyAsync(string marked)
    {
        IReadOnlyList<Diagnostic> diagnostics = await ModelDiagnostics.VerifyAsync(marked);

        Compilation userCode = ModelCompilation.Of(MarkedSource.Parse(marked).Code);
        ImmutableArray<Diagnostic> alone = await userCode.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Describe(alone).ShouldBe(Describe(diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("MTL", StringComparison.Ordinal))));
        return diagnostics;
    }

    private static IEnumerable<string> Describe(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => $"{diagnostic.Location.SourceSpan} {diagnostic.Id} {diagnostic.GetMessage()}").Order(StringComparer.Ordinal);

    private static string SourceOf(string name) => All.Single(model => model.Name == name).Source;
}
