using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Losses;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Infers every shape from the inputs on, and checks each layer and loss against what it gets.</summary>
internal static class ShapeInference
{
    /// <summary>Whether a tensor of these dimensions can be indexed at all, for a single example.</summary>
    public static bool IsSmallEnough(IEnumerable<int> dimensions)
    {
        long elements = 1;
        foreach (int dimension in dimensions)
        {
            elements *= dimension;
            if (elements > int.MaxValue)
                return false;
        }
        return true;
    }

    public static void Infer(IEnumerable<NodeDraft> order, Reporter reporter)
    {
        foreach (NodeDraft node in order)
        {
            node.Output = node.IsCustom ? StatedShapes.Of(node, reporter) : InferGenerated(node, reporter);
            if (node.Loss is not null && node.Output is not null)
                node.Loss.Check(Check(node, reporter));
        }
    }

    private static Shape? InferGenerated(NodeDraft node, Reporter reporter)
    {
        if (node.LacksLayers || node.Parameters.Count == 0 || node.Parameters.Any(parameter => parameter.Shape is null || parameter.IsLengths))
            return null;
        if (Join(node, reporter) is not { } shape)
            return null;
        node.Joined = shape;
        foreach (var (layer, attribute) in node.Layers)
        {
            string? misfit = shape.IsTokens && !layer.TakesTokens
                ? "these are tokens, which are indices and no numbers; put [Embedding(...)] before it"
                : layer.Misfit(shape);
            if (misfit is { } reason)
            {
                reporter.Report(DiagnosticDescriptors.LayerDoesNotFit, attribute, layer.Display, node.Name, shape.WithBatch, reason);
                return null;
            }
            long parameters = layer.Module(shape)?.Parameters.Max(parameter => parameter.Elements) ?? 0;
            node.IsTrainable |= parameters > 0;
            shape = layer.Output(shape);
            if (!IsSmallEnough(shape.Dimensions) || parameters > int.MaxValue)
            {
                string numbers = Literal.Count(System.Math.Max(parameters, shape.Elements));
                reporter.Report(DiagnosticDescriptors.TooLarge, attribute, $"{layer.Display} in '{node.Name}'", numbers);
                return null;
            }
            node.LayerOutputs.Add(shape);
        }
        return shape;
    }

    private static Shape? Join(NodeDraft node, Reporter reporter)
    {
        List<Shape> shapes = node.Parameters.Select(parameter => parameter.Shape!).ToList();
        if (shapes.Count == 1)
            return shapes[0];
        string names = string.Join(" and ", node.Parameters.Select(parameter => $"'{parameter.Name}' {parameter.Shape!.WithBatch}"));
        if (SequenceMismatch(shapes) is { } mismatch)
            return Mismatch(mismatch);
        if (node.Join == Specs.Join.Add)
        {
            if (shapes.All(shape => shape == shapes[0]))
                return shapes[0];
            return Mismatch("their shapes differ; give the nodes one width, or use [Concat]");
        }
        if (shapes.Any(shape => shape.Rank != shapes[0].Rank))
            return Mismatch("they have different numbers of dimensions; put [Flatten] where the longer one is made");
        if (shapes.Any(shape => shape.WithWidth(1) != shapes[0].WithWidth(1)))
            return Mismatch("they are joined along the last dimension, and the others differ; put [Flatten] where they are made");
        // Counted as long: two wide inputs may overflow the sum.
        long elements = shapes.Sum(shape => shape.Elements);
        if (elements <= int.MaxValue)
            return shapes[0].WithWidth(shapes.Sum(shape => shape.Width));
        reporter.Report(DiagnosticDescriptors.TooLarge, Place, $"[{node.Join}] in '{node.Name}'", Literal.Count(elements));
        return null;

        Location Place() => node.JoinAttribute is { } attribute ? Reporter.Origin(attribute) : Reporter.Origin(node.Method);

        Shape? Mismatch(string reason)
        {
            reporter.Report(DiagnosticDescriptors.JoinMismatch, Place, node.Join, node.Name, names, reason);
            return null;
        }
    }

    private static string? SequenceMismatch(List<Shape> shapes)
    {
        if (shapes.Any(shape => shape.IsTokens))
            return "tokens are indices and no numbers; give each input of them to a node of its own that begins with [Embedding(...)]";
        if (!shapes.Any(shape => shape.IsSequence))
            return null;
        if (shapes.Any(shape => !shape.IsSequence))
            return "one is a sequence and another is not; put [MeanOverTime], [MaxOverTime] or [LastStep] where the sequence is made";
        return shapes.Any(shape => shape.Sequence != shapes[0].Sequence)
            ? "they are as long as different inputs; put [MeanOverTime], [MaxOverTime] or [LastStep] where they are made"
            : null;
    }

    private static TaskCheck Check(NodeDraft node, Reporter reporter) => new(
        node.Name, node.Output!, node.Enum, node.Layers.LastOrDefault().Spec?.Kind, node.LossAttribute!, node.Role ?? node.LossAttribute!, () => OutputLocation(node), reporter);

    /// <summary>What fixed the task's output: the last layer that changes shapes, or the method where there is none.</summary>
    private static Location OutputLocation(NodeDraft node)
    {
        for (int i = node.Layers.Count - 1; i >= 0; i--)
            if (node.Layers[i].Spec is LinearLayer or FlattenLayer or SoftmaxLayer or SigmoidLayer)
                return Reporter.Origin(node.Layers[i].Attribute);
        return Reporter.Origin(node.Method);
    }
}
