using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Tests;

/// <summary>Applies code fixes to a source, as an editor does.</summary>
internal static class CodeFixRun
{
    /// <summary>Fixes the first diagnostic that the provider can fix.</summary>
    /// <param name="usings">Whether the project has the usings of the other tests.</param>
    public static async Task<string> FixAsync(CodeFixProvider provider, string source, bool usings = true)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddProject(workspace, source, usings);
        Diagnostic diagnostic = (await DiagnosticsAsync(document, provider)).First();

        CodeAction? offered = null;
        var context = new CodeFixContext(document, diagnostic, (action, _) => offered ??= action, CancellationToken.None);
        await provider.RegisterCodeFixesAsync(context);
        return await ApplyAsync(offered.ShouldNotBeNull("a fix must be offered"), document);
    }

    /// <summary>Fixes all diagnostics of the source at once.</summary>
    public static async Task<string> FixAllAsync(CodeFixProvider provider, string source, string equivalenceKey)
    {
        using var workspace = new AdhocWorkspace();
        Document document = AddProject(workspace, source, usings: true);
        ImmutableArray<Diagnostic> diagnostics = await DiagnosticsAsync(document, provider);
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, equivalenceKey, provider.FixableDiagnosticIds, new Known(diagnostics), CancellationToken.None);

        CodeAction? action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        return await ApplyAsync(action.ShouldNotBeNull("a fix for all must be offered"), document);
    }

    private static Document AddProject(AdhocWorkspace workspace, string source, bool usings)
    {
        CSharpCompilation compilation = ModelCompilation.Of(source);
        Project project = workspace.AddProject("Models", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(ModelCompilation.ParseOptions)
            .WithMetadataReferences(compilation.References);
        if (usings)
            project = project.AddDocument("ImplicitUsings.cs", compilation.SyntaxTrees.Last().GetText()).Project;
        return project.AddDocument("Model.cs", SourceText.From(source));
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Document document, CodeFixProvider provider)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync()).ShouldNotBeNull();
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers([new ModelAnalyzer()]).GetAllDiagnosticsAsync();
        return [.. all.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static async Task<string> ApplyAsync(CodeAction action, Document document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id).ShouldNotBeNull();
        return (await changed.GetTextAsync()).ToString();
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
