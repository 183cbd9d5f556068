using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MtlDsl.CodeFixes;

/// <summary>Gives a task's last Linear layer as many outputs as its enum has members, or the one of a yes or no.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectWidth)), Shared]
public sealed class CorrectWidth : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("MTL041", "MTL042");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.FindAsync<AttributeSyntax>().ConfigureAwait(false) is not { ArgumentList.Arguments: { Count: > 0 } arguments } linear
            || linear.Name.ToString() is not ("Linear" or "LinearAttribute"))
        {
            return;
        }
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (Width(context.Diagnostics.First().Id, linear, semantics!, context.CancellationToken) is not { } width)
            return;
        string text = width.ToString(CultureInfo.InvariantCulture);
        context.RegisterCodeFix(
            CodeAction.Create($"Write Linear({text})", cancellationToken => FixAsync(context.Document, arguments[0], width, cancellationToken), nameof(CorrectWidth)),
            context.Diagnostics);
    }

    private static int? Width(string id, AttributeSyntax linear, SemanticModel semantics, CancellationToken cancellationToken)
    {
        if (id == "MTL042")
            return 1;
        return linear.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && semantics.GetDeclaredSymbol(method, cancellationToken) is { } symbol
            && symbol.GetAttributes().Select(attribute => attribute.AttributeClass).FirstOrDefault(type => type is { Name: "TaskAttribute", Arity: 1 }) is { } task
            ? task.TypeArguments[0].GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => field.ConstantValue).Distinct().Count()
            : null;
    }

    private static Task<Document> FixAsync(Document document, AttributeArgumentSyntax argument, int width, CancellationToken cancellationToken) =>
        document.ReplaceAsync(
            [argument.Expression],
            each => SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(width)).WithTriviaFrom(each),
            cancellationToken);
}
