using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace MtlDsl.CodeFixes;

/// <summary>Names the nearest strategy, or the nearest option of the strategy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectWeighting)), Shared]
public sealed class CorrectWeighting : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("MTL100", "MTL106");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (!context.Diagnostics.First().Properties.TryGetValue("replacement", out string? replacement) || replacement is null)
            return;
        SyntaxNode? wrong = context.Diagnostics.First().Id == "MTL100"
            ? (await context.FindAsync<AttributeSyntax>().ConfigureAwait(false))?.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments[0]
            : (await context.FindAsync<AttributeArgumentSyntax>().ConfigureAwait(false))?.Expression;
        if (wrong is null)
            return;
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Write {replacement.Replace("global::", "")}",
                cancellationToken => context.Document.ReplaceAsync([wrong], each => Parse(replacement, each).WithTriviaFrom(each), cancellationToken),
                nameof(CorrectWeighting)),
            context.Diagnostics);
    }

    // Written as briefly as the usings of the file allow.
    private static SyntaxNode Parse(string text, SyntaxNode replaced) =>
        (replaced is TypeSyntax ? (SyntaxNode)SyntaxFactory.ParseTypeName(text) : SyntaxFactory.ParseExpression(text)).WithAdditionalAnnotations(Simplifier.Annotation);
}
