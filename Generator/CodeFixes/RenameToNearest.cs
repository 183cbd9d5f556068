using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace MtlDsl.CodeFixes;

/// <summary>Renames a parameter that names nothing to the nearest node or input.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameToNearest)), Shared]
public sealed class RenameToNearest : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("MTL020");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.Diagnostics.First().Properties.TryGetValue("nearest", out string? nearest) && nearest is not null
            && await context.FindAsync<ParameterSyntax>().ConfigureAwait(false) is { } parameter)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Rename to '{nearest}'", cancellationToken => FixAsync(context.Document, parameter, nearest, cancellationToken), nameof(RenameToNearest)),
                context.Diagnostics);
        }
    }

    private static async Task<Solution> FixAsync(Document document, ParameterSyntax parameter, string nearest, CancellationToken cancellationToken)
    {
        Solution solution = document.Project.Solution;
        SemanticModel? semantics = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return semantics?.GetDeclaredSymbol(parameter, cancellationToken) is { } symbol
            ? await Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(), nearest, cancellationToken).ConfigureAwait(false)
            : solution;
    }
}
