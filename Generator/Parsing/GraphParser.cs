using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Turns the names of parameters into the graph of the model: its inputs, edges, order and which tasks reach what.</summary>
internal static class GraphParser
{
    /// <summary>Resolves the graph.</summary>
    /// <returns>The nodes in an order of evaluation, or null where the graph has an error.</returns>
    public static List<NodeDraft>? Parse(ModelContext context)
    {
        RequireRoles(context);
        RequireDistinctNames(context);
        DeclareInputs(context);
        bool resolved = ResolveParameters(context);
        List<NodeDraft>? order = resolved ? Order(context) : null;
        if (order is null)
            return null;
        foreach (NodeDraft task in order.Where(node => node.IsTask))
        {
            MarkReached(task, task.Name);
            MarkUsed(task);
        }
        ReportUnused(context);
        return order;
    }

    private static void RequireRoles(ModelContext context)
    {
        if (!context.Nodes.Any(node => node.IsTask))
            context.Reporter.Report(DiagnosticDescriptors.NoTask, context.Type, context.Type.Name);
        else if (context.Nodes.All(node => node.IsTask))
            context.Reporter.Report(DiagnosticDescriptors.NoSharedLayer, context.Type, context.Type.Name);
    }

    private static void RequireDistinctNames(ModelContext context)
    {
        foreach (var group in context.Nodes.GroupBy(node => node.Name, StringComparer.OrdinalIgnoreCase))
            foreach (NodeDraft second in group.Skip(1))
                context.Reporter.Report(
                    DiagnosticDescriptors.DuplicateName, second.Method, second.Name, $"the node '{group.First().Name}'", $"the node '{second.Name}'");
    }

    private static void DeclareInputs(ModelContext context)
    {
        foreach (NodeDraft node in context.Nodes)
            foreach (ParameterDraft parameter in node.Parameters.Where(parameter => parameter.Input is not null))
                DeclareInput(context, node, parameter);
    }

    private static void DeclareInput(ModelContext context, NodeDraft node, ParameterDraft parameter)
    {
        if (FindNode(context, parameter.Name) is { } named)
        {
            context.Reporter.Report(
                DiagnosticDescriptors.DuplicateName, parameter.Symbol, parameter.Name, $"the node '{named.Name}'", $"an input of '{node.Name}'");
        }
        InputDraft? first = FindInput(context, parameter.Name);
        InputSpec? spec = ParameterParser.ParseInput(node, parameter, first?.Name ?? parameter.Name, context);
        if (first is null)
        {
            first = new InputDraft(parameter.Name, parameter, spec);
            context.Inputs.Add(first);
        }
        else if (node.Role is not null && spec is not null && first.Spec is not null && !IsSame(spec, first.Spec))
        {
            string owner = first.Declaration.Symbol.ContainingSymbol.Name;
            context.Reporter.Report(
                DiagnosticDescriptors.InputShapesDiffer, parameter.Input!, parameter.Name, Describe(spec), Describe(first.Spec), owner);
        }
        parameter.Source = first;
    }

    private static bool IsSame(InputSpec left, InputSpec right) => left.Shape == right.Shape && left.Row?.Type == right.Row?.Type && left.Cut == right.Cut;

    private static string Describe(InputSpec spec) => spec switch
    {
        { Row: { } row } => $"read from '{row.Name}'",
        { Shape.IsTokens: true } => $"{spec.Shape.WithBatch} of {Literal.Of(spec.Shape.Vocabulary)} tokens{DescribeCut(spec)}",
        _ => spec.Shape.WithBatch + DescribeCut(spec),
    };

    private static string DescribeCut(InputSpec spec) =>
        spec.Cut is { } cut ? $", cut to {(cut.KeepEnd ? "the last" : "the first")} {Literal.Of(cut.MaxLength)}" : "";

    private static bool ResolveParameters(ModelContext context)
    {
        bool resolved = true;
        foreach (NodeDraft node in context.Nodes)
        {
            foreach (ParameterDraft parameter in node.Parameters.Where(parameter => parameter.Source is null))
            {
                parameter.Node = FindNode(context, parameter.Name);
                parameter.Source = parameter.Node is null ? FindInput(context, parameter.Name) : null;
                if (parameter.Node is null && parameter.Source is null)
                    ResolveLengths(context, node, parameter);
                if (parameter.Node is null && parameter.Source is null)
                {
                    resolved = false;
                    bool isHelper = node.Role is null && node.Declaration.HasBody;
                    if (!parameter.IsMisread && !isHelper)
                        ReportUnknown(context, node, parameter);
                }
            }
            ReportRepeats(context, node);
        }
        return resolved;
    }

    /// <summary>Finds the sequence that a parameter names the lengths of, as reviewLengths those of review.</summary>
    private static void ResolveLengths(ModelContext context, NodeDraft node, ParameterDraft parameter)
    {
        parameter.Source = context.Inputs.FirstOrDefault(input => input.IsSequence && IsNamed(parameter.Name, InputSpec.LengthsOf(input.Name)));
        if (parameter.Source is not { } input)
            return;
        parameter.IsLengths = true;
        if (!node.IsCustom && node.Role is not null)
            context.Reporter.Report(DiagnosticDescriptors.LengthsOfGeneratedNode, parameter.Symbol, parameter.Name, node.Name, input.Name);
    }

    private static void ReportUnknown(ModelContext context, NodeDraft node, ParameterDraft parameter)
    {
        IEnumerable<string> candidates = context.Nodes.Where(other => other != node).Select(other => Naming.Camel(other.Name))
            .Concat(context.Inputs.Select(input => input.Name));
        string? nearest = Naming.Nearest(parameter.Name, candidates);
        string advice = nearest is not null ? $"did you mean '{nearest}', or [Input(...)] for a new input?"
            : candidates.Any() ? $"there are {string.Join(", ", candidates.Distinct().Select(name => $"'{name}'"))}, and [Input(...)] marks a new input"
            : "mark an input with [Input(...)]";
        context.Reporter.ReportFixable(
            DiagnosticDescriptors.UnknownParameter, () => Reporter.Origin(parameter.Symbol),
            ImmutableDictionary<string, string?>.Empty.Add("nearest", nearest), parameter.Name, node.Name, advice);
    }

    private static void ReportRepeats(ModelContext context, NodeDraft node)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ParameterDraft parameter in node.Parameters)
            if (!seen.Add(parameter.Name))
                context.Reporter.Report(DiagnosticDescriptors.ReadsTwice, parameter.Symbol, node.Name, parameter.Name);
    }

    /// <summary>Depth first, in order of declaration, so that the generated code follows the user's.</summary>
    private static List<NodeDraft>? Order(ModelContext context)
    {
        var order = new List<NodeDraft>();
        var done = new HashSet<NodeDraft>();
        var path = new List<NodeDraft>();
        bool acyclic = true;
        foreach (NodeDraft node in context.Nodes)
            Visit(node);
        return acyclic ? order : null;

        void Visit(NodeDraft node)
        {
            if (done.Contains(node))
                return;
            int start = path.IndexOf(node);
            if (start >= 0)
            {
                if (acyclic)
                {
                    string cycle = string.Join(" → ", path.Skip(start).Append(node).Select(step => step.Name));
                    context.Reporter.Report(DiagnosticDescriptors.Cycle, node.Method, node.Name, cycle);
                }
                acyclic = false;
                return;
            }
            path.Add(node);
            foreach (NodeDraft source in node.Sources)
                Visit(source);
            path.RemoveAt(path.Count - 1);
            done.Add(node);
            order.Add(node);
        }
    }

    private static void MarkReached(NodeDraft node, string task)
    {
        if (!node.ReachedBy.Add(task))
            return;
        foreach (ParameterDraft parameter in node.Parameters.Where(parameter => parameter.Node is not null && !parameter.Detach))
            MarkReached(parameter.Node!, task);
    }

    private static void MarkUsed(NodeDraft node)
    {
        if (node.IsUsed)
            return;
        node.IsUsed = true;
        foreach (NodeDraft source in node.Sources)
            MarkUsed(source);
    }

    private static void ReportUnused(ModelContext context)
    {
        if (!context.Nodes.Any(node => node.IsTask))
            return;
        foreach (NodeDraft node in context.Nodes.Where(node => !node.IsUsed && node.Role is not null && FindNode(context, node.Name) == node))
            context.Reporter.Report(DiagnosticDescriptors.NodeNeverUsed, node.Method, node.Name, Naming.Camel(node.Name));
    }

    private static NodeDraft? FindNode(ModelContext context, string name) =>
        context.Nodes.FirstOrDefault(node => IsNamed(node.Name, name));

    private static InputDraft? FindInput(ModelContext context, string name) =>
        context.Inputs.FirstOrDefault(input => IsNamed(input.Name, name));

    private static bool IsNamed(string name, string wanted) => string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase);
}
