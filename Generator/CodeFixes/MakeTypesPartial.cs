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

/// <summary>Makes a model and the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTypesPartial)), Shared]
public sealed class MakeTypesPartial : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("MTL001", "MTL004");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.FindAsync<TypeDeclarationSyntax>().ConfigureAwait(false) is { } type)
            context.RegisterCodeFix(
                CodeAction.Create("Make it partial", cancellationToken => FixAsync(context.Document, type, cancellationToken), nameof(MakeTypesPartial)),
                context.Diagnostics);
    }

    private static Task<Document> FixAsync(Document document, TypeDeclarationSyntax type, CancellationToken cancellationToken) =>
        document.ReplaceAsync(
            type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(each => !each.Modifiers.Any(SyntaxKind.PartialKeyword)),
            each => each.WithModifier(SyntaxKind.PartialKeyword), cancellationToken);
}
