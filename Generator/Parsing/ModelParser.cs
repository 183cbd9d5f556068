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
    public static ParsedModel Parse(INamedTypeSymbol type, Action<Diagnostic>? sink, CancellationToken cancellationToken)
    {
        var reporter = new Reporter(sink, cancellationToken);
        TypeSpec? typeSpec = TypeParser.Parse(type, reporter);
        if (typeSpec is null && type.TypeKind != TypeKind.Class)
            return new ParsedModel(null, null);

        List<NodeDraft> nodes = NodeParser.Parse(type, reporter);
        var context = new ModelContext(type, nodes, [], reporter);
        List<NodeDraft>? order = GraphParser.Parse(context);
        if (order is not null)
            ShapeInference.Infer(order, reporter);
        List<FieldSpec> fields = FieldParser.Parse(context);
        NameRules.Check(context);
        CheckTasks(context);

        if (!reporter.HasErrors)
            return new ParsedModel(Build(typeSpec!, context, order!, fields), null);
        return new ParsedModel(null, typeSpec is null ? null : new SkeletonSpec(typeSpec, Methods(nodes)));
    }

    private static void CheckTasks(ModelContext context)
    {
        List<NodeDraft> tasks = context.Nodes.Where(node => node.IsTask).ToList();
        foreach (NodeDraft task in tasks.Where(task => task.Enum is not null))
            Accessibilities.RequireAsAccessible(task.Enum!, context, task.Role);
        if (tasks.Count > 0 && tasks.All(task => task.Weight == 0))
            context.Reporter.Report(DiagnosticDescriptors.NothingToLearn, context.Type, context.Type.Name);
    }

    private static EquatableArray<MethodSpec> Methods(List<NodeDraft> nodes) =>
        nodes.Where(node => !node.IsCustom && KnownTypes.IsTensor(node.Method.ReturnType)
                && !node.Method.IsGenericMethod && !node.Method.IsStatic
                && node.Method.Parameters.All(parameter => KnownTypes.IsTensor(parameter.Type) && parameter.RefKind == RefKind.None))
            .Select(node => Method(node.Method)).ToEquatableArray();

    private static MethodSpec Method(IMethodSymbol method) => new(
        SyntaxFacts.GetText(method.DeclaredAccessibility),
        method.Name,
        method.Parameters.Select(parameter => Identifier(parameter.Name)).ToEquatableArray());

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static ModelSpec Build(TypeSpec type, ModelContext context, List<NodeDraft> order, List<FieldSpec> fields)
    {
        var names = new UniqueNames(context.Type, fields);
        HashSet<string> handWritten = new(context.Type.GetMembers()
            .Where(member => member is IMethodSymbol && NameRules.Replaceable.Contains(member.Name) && GeneratedCode.IsWrittenByUser(member))
            .Select(member => member.Name));
        return new ModelSpec(
            type,
            context.Inputs.Select(input => input.Spec!).ToEquatableArray(),
            order.Select(node => BuildNode(node, names)).ToEquatableArray(),
            fields.ToEquatableArray(),
            handWritten.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray());
    }

    private static NodeSpec BuildNode(NodeDraft node, UniqueNames names)
    {
        EquatableArray<EdgeSpec> reads = node.Parameters
            .Select(parameter => new EdgeSpec(parameter.Name, parameter.SourceName, parameter.Node is null, parameter.Shape!, parameter.Detach))
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
            node.IsCustom ? EquatableArray<AppliedLayer>.Empty : Apply(node, names),
            node.Output!,
            task,
            node.ReachedBy.ToEquatableArray());
    }

    private static EquatableArray<AppliedLayer> Apply(NodeDraft node, UniqueNames names)
    {
        var layers = new List<AppliedLayer>();
        Shape input = node.Joined!;
        for (int i = 0; i < node.Layers.Count; i++)
        {
            var layer = node.Layers[i].Spec;
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
internal sealed record ParsedModel(ModelSpec? Model, SkeletonSpec? Skeleton);

/// <summary>The partial methods of a model that has errors. They get bodies that throw, so that the compiler does not ask for them too.</summary>
internal sealed record SkeletonSpec(TypeSpec Type, EquatableArray<MethodSpec> Methods);
