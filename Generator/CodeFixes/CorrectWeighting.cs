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
        if (!context.Diagnostics.First().Properties.TryGetValue("nearest", out string? nearest) || nearest is null
            || await context.FindAsync<AttributeSyntax>().ConfigureAwait(false) is not { } attribute)
        {
            return;
        }
        (SyntaxNode wrong, SyntaxNode right) = context.Diagnostics.First().Id == "MTL100"
            ? (Strategy(attribute)!, SyntaxFactory.ParseTypeName($"global::MtlDsl.{nearest}").WithAdditionalAnnotations(Simplifier.Annotation))
            : ((SyntaxNode)(await context.FindAsync<AttributeArgumentSyntax>().ConfigureAwait(false))!.Expression, Option(attribute, nearest));
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Write '{nearest}'",
                cancellationToken => context.Document.ReplaceAsync([wrong], each => right.WithTriviaFrom(each), cancellationToken),
                nameof(CorrectWeighting)),
            context.Diagnostics);
    }

    // Of the strategy as it is written; in another part of the class it is not known how.
    private static ExpressionSyntax Option(AttributeSyntax attribute, string name)
    {
        TypeSyntax? strategy = attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.AttributeLists
            .SelectMany(list => list.Attributes).Select(Strategy).FirstOrDefault(type => type is not null);
        return SyntaxFactory.ParseExpression(strategy is null ? $"\"{name}\"" : $"nameof({strategy}.{name})");
    }

    private static TypeSyntax? Strategy(AttributeSyntax attribute) =>
        attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault() is
        { Identifier.ValueText: "Weighting" or "WeightingAttribute", TypeArgumentList.Arguments: { Count: 1 } arguments }
            ? arguments[0]
            : null;
}
