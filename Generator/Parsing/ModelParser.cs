using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>
/// Reads a model from its class. The generator and the analyzer share it: the one wants the spec, the other what is wrong.
/// </summary>
internal static class ModelParser
{
    /// <param name="sink">Receives every diagnostic; null to learn only whether there was an error.</param>
    public static ParsedModel Parse(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic>? sink, CancellationToken cancellationToken)
    {
        var reporter = new Reporter(sink, cancellationToken);
        if (!TypeParser.Check(type, reporter))
            return new ParsedModel(null, SkeletonParser.Parse(type, outline: null));
        ModelSpec? model = Parse(type, compilation, reporter, out ModelSpec? outline);
        return reporter.HasErrors ? new ParsedModel(null, SkeletonParser.Parse(type, outline)) : new ParsedModel(model, null);
    }

    private static ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation, Reporter reporter, out ModelSpec? outline)
    {
        var context = new ModelContext(type, compilation, NodeParser.Parse(type, reporter), reporter);
        List<NodeDraft>? order = GraphParser.Parse(context);
        if (order is not null)
            ShapeInference.Infer(order, reporter);
        GroupParser.Parse(context);
        LabelTypes.Check(context);
        SampleWeightParser.Check(context);
        NameRules.Check(context);
        MemberRules.Check(context);
        CheckTasks(context);
        WeightingSpec? weighting = WeightingParser.Parse(context);
        var names = new UniqueNames(context);
        List<FieldSpec> fields = FieldParser.Parse(context, names);
        ModelSpec? model = reporter.HasErrors ? null : Build(context, order!, fields, names, weighting);
        if (model is not null)
        {
            MemberRules.Check(model, context);
            WeightingParser.Check(model, context);
        }
        outline = reporter.HasErrors ? OutlineParser.Parse(context, fields) : null;
        return model;
    }

    private static void CheckTasks(ModelContext context)
    {
        List<NodeDraft> tasks = context.Nodes.Where(node => node.IsTask).ToList();
        foreach (NodeDraft task in tasks.Where(task => task.Enum is not null))
            Accessibilities.RequireAsAccessible(task.Enum!, context, task.Role!);
        if (tasks.Count > 0 && tasks.All(task => task.Weight == 0))
            context.Reporter.Report(DiagnosticDescriptors.NothingToLearn, context.Type, context.Type.Name);
        foreach (NodeDraft node in context.Nodes.Where(node => node.IsUsed && node.IsTrainable && node.ReachedBy.Count == 0))
            context.Reporter.Report(DiagnosticDescriptors.NeverTrained, node.Method, node.Name);
    }

    private static MethodSpec Method(IMethodSymbol method) => new(
        SyntaxFacts.GetText(method.DeclaredAccessibility),
        method.Name,
        method.Parameters.Select(parameter => CSharpName.Of(parameter.Name)).ToEquatableArray());

    private static ModelSpec Build(ModelContext context, List<NodeDraft> order, List<FieldSpec> fields, UniqueNames names, WeightingSpec? weighting)
    {
        bool isMixed = context.Type.GetAttributes().Any(attribute => KnownTypes.RuntimeName(attribute) == "MixedPrecision");
        return new ModelSpec(
            TypeParser.Parse(context.Type),
            context.Inputs.Select(input => input.Spec!).ToEquatableArray(),
            order.Select(node => BuildNode(node, names, isMixed)).ToEquatableArray(),
            fields.ToEquatableArray(),
            ReplacementRules.HandWritten(context.Type).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            context.Group,
            isMixed,
            weighting);
    }

    private static NodeSpec BuildNode(NodeDraft node, UniqueNames names, bool isMixed)
    {
        EquatableArray<EdgeSpec> reads = node.Parameters
            .Select(parameter => new EdgeSpec(
                parameter.Name, parameter.SourceName, parameter.Node is null, parameter.Shape!, parameter.Detach, parameter.IsLengths))
            .ToEquatableArray();
        TaskSpec? task = node.IsTask
            ? new TaskSpec(node.Loss!, node.Weight, node.Enum?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            : null;
        return new NodeSpec(
            node.Name,
            node.IsCustom ? null : Method(node.Method),
            reads,
            node.Join,
            node.Joined ?? node.Parameters[0].Shape!,
            node.IsCustom ? EquatableArray<AppliedLayer>.Empty : Apply(node, names, isMixed),
            node.Output!,
            task,
            node.ReachedBy.ToEquatableArray(),
            node.Group);
    }

    private static EquatableArray<AppliedLayer> Apply(NodeDraft node, UniqueNames names, bool isMixed)
    {
        var layers = new List<AppliedLayer>();
        Shape input = node.Joined!;
        for (int i = 0; i < node.Layers.Count; i++)
        {
            Layers.LayerSpec layer = node.Layers[i].Spec is Layers.LinearLayer linear ? linear with { IsMixed = isMixed } : node.Layers[i].Spec;
            string? field = null;
            string? key = null;
            if (layer.Module(input) is not null)
            {
                bool several = node.Layers.Count(other => other.Spec.Kind == layer.Kind) > 1;
                string ordinal = several ? (1 + node.Layers.Take(i).Count(other => other.Spec.Kind == layer.Kind)).ToString() : "";
                string stem = Naming.Camel(node.Name) + layer.Kind + ordinal;
                field = names.Member("_" + stem);
                key = names.Key(Naming.Snake(node.Name) + "_" + layer.Kind.ToLowerInvariant() + ordinal);
            }
            layers.Add(new AppliedLayer(layer, input, node.LayerOutputs[i], field, key));
            input = node.LayerOutputs[i];
        }
        return layers.ToEquatableArray();
    }
}

/// <summary>What the parser found: a model, or, where it has errors, what is left to emit so that only those errors show.</summary>
internal sealed record ParsedModel(ModelSpec? Model, SkeletonSpec? Skeleton)
{
    public static readonly ParsedModel None = new(null, null);
}
