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

/// <summary>Adds the using that a name of the language lacks: MtlDsl for attributes, TorchSharp's static class for Tensor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddUsing)), Shared]
public sealed class AddUsing : CodeFixProvider
{
    // The compiler's: the name of a type or namespace could not be found.
    private const string UnknownName = "CS0246";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(UnknownName);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root!.FindNode(context.Span).DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault() is not { } name
            || Using(name, semantics!.Compilation) is not { } directive)
        {
            return;
        }
        string title = directive.ToString();
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(Add((CompilationUnitSyntax)root, directive))), title),
            context.Diagnostics);
    }

    private static UsingDirectiveSyntax? Using(SimpleNameSyntax name, Compilation compilation)
    {
        string text = name.Identifier.ValueText;
        if (text == "Tensor" && compilation.GetTypeByMetadataName("TorchSharp.torch") is not null && StandsInModel(name))
            return SyntaxFactory.ParseCompilationUnit("using static TorchSharp.torch;").Usings[0];
        string arity = name is GenericNameSyntax generic ? "`" + generic.Arity : "";
        bool isOfRuntime = name.FirstAncestorOrSelf<AttributeSyntax>() is not null
            && (compilation.GetTypeByMetadataName($"MtlDsl.{text}Attribute{arity}") ?? compilation.GetTypeByMetadataName($"MtlDsl.{text}{arity}")) is not null;
        return isOfRuntime ? SyntaxFactory.ParseCompilationUnit("using MtlDsl;").Usings[0] : null;
    }

    private static bool StandsInModel(SyntaxNode name) =>
        name.Ancestors().OfType<TypeDeclarationSyntax>().SelectMany(type => type.AttributeLists).SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().Split('.').Last() is "MultiTaskModel" or "MultiTaskModelAttribute");

    private static CompilationUnitSyntax Add(CompilationUnitSyntax root, UsingDirectiveSyntax directive)
    {
        UsingDirectiveSyntax line = directive.NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.LineFeed);
        if (root.Usings.Count > 0)
            return root.AddUsings(line);
        // The file's first comment stays first.
        SyntaxTriviaList leading = root.GetLeadingTrivia();
        return root.WithoutLeadingTrivia().WithUsings(SyntaxFactory.SingletonList(
            line.WithLeadingTrivia(leading).WithTrailingTrivia(SyntaxFactory.LineFeed, SyntaxFactory.LineFeed)));
    }
}
