using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator;

/// <summary>
/// The pipeline: classes with [MultiTaskModel] → specs → one file each. What is wrong with a model is said by
/// <see cref="Diagnostics.ModelAnalyzer"/>, which shares the parser, so that no location ever enters the pipeline.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the step that yields specs.</summary>
    public const string ModelStep = "Model";

    /// <summary>The tracking name of the step that yields what is left of models with errors.</summary>
    public const string SkeletonStep = "Skeleton";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedModel> parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownTypes.ModelAttribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (match, cancellationToken) => IsRepeated(match)
                ? ParsedModel.None
                : ModelParser.Parse((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel.Compilation, sink: null, cancellationToken));

        IncrementalValuesProvider<ModelSpec> models = parsed
            .Where(static result => result.Model is not null)
            .Select(static (result, _) => result.Model!)
            .WithTrackingName(ModelStep);
        IncrementalValuesProvider<SkeletonSpec> skeletons = parsed
            .Where(static result => result.Skeleton is not null)
            .Select(static (result, _) => result.Skeleton!)
            .WithTrackingName(SkeletonStep);

        context.RegisterSourceOutput(models, static (output, model) =>
            output.AddSource(FileName(model.Type), ModelEmitter.Emit(model)));
        context.RegisterSourceOutput(skeletons, static (output, skeleton) =>
            output.AddSource(FileName(skeleton.Type), SkeletonEmitter.Emit(skeleton)));
    }

    /// <summary>Whether another part of the class has the attribute too, which the compiler reports, and is taken for the model.</summary>
    private static bool IsRepeated(GeneratorAttributeSyntaxContext match) =>
        match.TargetSymbol.GetAttributes().First(KnownTypes.IsModelAttribute).ApplicationSyntaxReference is { } first
        && !(first.SyntaxTree == match.TargetNode.SyntaxTree && match.TargetNode.Span.Contains(first.Span));

    private static string FileName(TypeSpec type) => type.MetadataName.Replace('+', '.') + ".g.cs";
}
