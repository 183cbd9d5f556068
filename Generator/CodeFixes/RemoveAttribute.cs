using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.CodeFixes;

/// <summary>Removes an attribute that is one too many: a second loss, a weight without a task, an option without a strategy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttribute)), Shared]
public sealed class RemoveAttribute : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create("MTL014", "MTL017", "MTL018", "MTL028", "MTL029", "MTL044", "MTL046", "MTL047", "MTL052", "MTL060", "MTL062", "MTL073", "MTL090", "MTL102", "MTL104",
            "MTL105", "MTL107", "MTL109");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.FindAsync<AttributeSyntax>().ConfigureAwait(false) is { } attribute)
            context.RegisterCodeFix(
                CodeAction.Create($"Remove [{attribute.Name}]", cancellationToken => FixAsync(context.Document, attribute, cancellationToken), nameof(RemoveAttribute)),
                context.Diagnostics);
    }

    private static async Task<Document> FixAsync(Document document, AttributeSyntax attribute, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var list = (AttributeListSyntax)attribute.Parent!;
        SyntaxNode fixedRoot = list.Attributes.Count > 1
            ? root!.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)))
            : root!.RemoveNode(list, StandsAlone(list) ? SyntaxRemoveOptions.KeepNoTrivia : SyntaxRemoveOptions.KeepExteriorTrivia)!;
        return document.WithSyntaxRoot(fixedRoot);
    }

    /// <summary>Whether an attribute list is all there is on its line.</summary>
    private static bool StandsAlone(AttributeListSyntax list) =>
        list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
        && list.GetLeadingTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
        && list.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
}
