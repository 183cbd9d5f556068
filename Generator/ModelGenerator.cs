using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator;

/// <summary>
/// The pipeline: classes with [MultiTaskModel] → specs → one file each. What is wrong with a model is said by
/// <see cref="Diagnostics.ModelAnalyzer"/>, which shares the parser, so that no location ever enters the pipeline. Classes are found by
/// having an attribute at all, not with ForAttributeWithMetadataName, which binds every match anew at each keystroke.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the step that yields what the parser returns.</summary>
    public const string ParsedStep = "Parsed";

    /// <summary>The tracking name of the step that yields specs.</summary>
    public const string ModelStep = "Model";

    /// <summary>The tracking name of the step that yields what is left of models with errors.</summary>
    public const string SkeletonStep = "Skeleton";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedModel> parsed = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 },
                static (candidate, cancellationToken) =>
                    ParseCache.Parse((TypeDeclarationSyntax)candidate.Node, candidate.SemanticModel, cancellationToken))
            .Where(static result => result is not null)
            .WithTrackingName(ParsedStep)!;

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

    private static string FileName(TypeSpec type) => type.MetadataName.Replace('+', '.') + ".g.cs";
}
