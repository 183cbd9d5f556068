using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Losses;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads what a node does with its parameters: how it joins them, its layers, its loss, and the shape that a custom node states.</summary>
internal static class StackParser
{
    public static void Parse(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        ParseLayers(node, attributes);
        ParseLoss(node, attributes, reporter);
        ParseLossWeight(node, attributes);
        ParseJoin(node, attributes);
        ParseStatedShape(node, reporter);
    }

    public static AttributeData? StatedShape(IMethodSymbol method) =>
        method.GetReturnTypeAttributes().FirstOrDefault(attribute => KnownTypes.RuntimeName(attribute) == "Shape");

    private static void ParseLayers(NodeDraft node, List<AttributeReader> attributes)
    {
        foreach (AttributeReader attribute in attributes)
        {
            if (!LayerSpec.Parsers.TryGetValue(attribute.Name, out var parse))
                continue;
            if (node.IsCustom)
                attribute.Report(DiagnosticDescriptors.LayerOnCustomNode, node.Name, attribute.Name);
            if (parse(attribute) is { } layer)
                node.Layers.Add((layer, attribute.Attribute));
            else
                node.LacksLayers = true;
        }
    }

    private static void ParseLoss(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        List<AttributeReader> losses = attributes.Where(attribute => LossSpec.Parsers.ContainsKey(attribute.Name)).ToList();
        if (!node.IsTask)
        {
            foreach (AttributeReader loss in losses)
                loss.Report(DiagnosticDescriptors.LossWithoutTask, node.Name, loss.Name);
            return;
        }
        if (losses.Count == 0)
        {
            if (node.Role is not null && !node.LacksLayers)
                reporter.Report(DiagnosticDescriptors.NoLoss, node.Role, node.Name);
            return;
        }
        foreach (AttributeReader extra in losses.Skip(1))
            extra.Report(DiagnosticDescriptors.TwoLosses, node.Name, losses[0].Name, extra.Name);
        node.LossAttribute = losses[0].Attribute;
        node.Loss = LossSpec.Parsers[losses[0].Name](losses[0]);
    }

    private static void ParseLossWeight(NodeDraft node, List<AttributeReader> attributes)
    {
        if (attributes.FirstOrDefault(attribute => attribute.Name == "LossWeight") is not { } attribute || node.Role is null)
            return;
        if (!node.IsTask)
        {
            attribute.Report(DiagnosticDescriptors.LossWeightWithoutTask, node.Name);
            return;
        }
        node.Weight = attribute.Double(0);
        if (!AttributeReader.IsFinite(node.Weight) || node.Weight < 0)
            attribute.Report(DiagnosticDescriptors.LossWeightInvalid, node.Name, node.Weight.ToString(CultureInfo.InvariantCulture));
    }

    private static void ParseJoin(NodeDraft node, List<AttributeReader> attributes)
    {
        List<AttributeReader> joins = attributes.Where(attribute => attribute.Name is "Concat" or "Add").ToList();
        if (joins.Count == 0)
            return;
        node.JoinAttribute = joins[0].Attribute;
        if (joins.Any(join => join.Name != joins[0].Name))
            joins.First(join => join.Name != joins[0].Name).Report(DiagnosticDescriptors.TwoJoins, node.Name);
        else if (node.IsCustom)
            joins[0].Report(DiagnosticDescriptors.LayerOnCustomNode, node.Name, joins[0].Name);
        else if (node.Method.Parameters.Length == 1)
            joins[0].Report(DiagnosticDescriptors.JoinOfOne, node.Name, joins[0].Name);
    }

    private static void ParseStatedShape(NodeDraft node, Reporter reporter)
    {
        if (StatedShape(node.Method) is not { } stated)
        {
            if (node.IsCustom && node.Role is not null)
                reporter.Report(DiagnosticDescriptors.CustomNodeWithoutShape, node.Method, node.Name);
            return;
        }
        var reader = new AttributeReader(stated, reporter);
        if (!reader.IsBound)
            reporter.LeaveToCompiler();
        else if (!node.IsCustom)
            reader.Report(DiagnosticDescriptors.ShapeOnGeneratedNode, node.Name);
        else if (reader.Ints(0) is not { Length: > 0 } dimensions)
            reader.Report(DiagnosticDescriptors.CustomNodeWithoutShape, node.Name);
        else
            node.StatedShape = reader.Shape(dimensions, $"A dimension of the shape of '{node.Name}'", $"The output of '{node.Name}'");
        node.LengthOf = reader.IsBound ? reader.Named("LengthOf") : null;
    }
}
