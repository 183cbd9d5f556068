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

/// <summary>Gives a node without a body the modifiers that it needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeNodePublicPartial)), Shared]
public sealed class MakeNodePublicPartial : CodeFixProvider
{
    private static readonly SyntaxKind[] Accessibilities =
        [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("MTL019");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.FindAsync<MethodDeclarationSyntax>().ConfigureAwait(false) is { } method)
            context.RegisterCodeFix(
                CodeAction.Create("Make it public partial", cancellationToken => FixAsync(context.Document, method, cancellationToken), nameof(MakeNodePublicPartial)),
                context.Diagnostics);
    }

    private static Task<Document> FixAsync(Document document, MethodDeclarationSyntax method, CancellationToken cancellationToken) =>
        document.ReplaceAsync([method], each =>
        {
            MethodDeclarationSyntax complete = each.Modifiers.Any(SyntaxKind.PartialKeyword) ? each : each.WithModifier(SyntaxKind.PartialKeyword);
            return complete.Modifiers.Any(token => Accessibilities.Contains(token.Kind())) ? complete : complete.WithFirstModifier(SyntaxKind.PublicKeyword);
        }, cancellationToken);
}
