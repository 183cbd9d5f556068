using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Losses;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads the methods of a class that are nodes: their roles, layers, losses and parameters.</summary>
internal static class NodeParser
{
    public static List<NodeDraft> Parse(INamedTypeSymbol type, Reporter reporter)
    {
        var nodes = new List<NodeDraft>();
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            reporter.CancellationToken.ThrowIfCancellationRequested();
            if (method.MethodKind == MethodKind.Ordinary && ParseMethod(method, reporter) is { } node)
                nodes.Add(node);
        }
        return nodes;
    }

    private static NodeDraft? ParseMethod(IMethodSymbol method, Reporter reporter)
    {
        List<AttributeReader> attributes = method.GetAttributes()
            .Where(attribute => KnownTypes.RuntimeName(attribute) is not null)
            .Select(attribute => new AttributeReader(attribute, reporter))
            .ToList();
        if (attributes.Count == 0)
            return null;
        if (!attributes.All(attribute => attribute.IsBound))
        {
            reporter.LeaveToCompiler();
            attributes.RemoveAll(attribute => !attribute.IsBound);
        }

        var node = new NodeDraft(method);
        if (!ParseRole(node, attributes, reporter))
            return null;
        ParseMethodKind(node, reporter);
        ParseLayers(node, attributes, reporter);
        ParseLoss(node, attributes, reporter);
        ParseLossWeight(node, attributes, reporter);
        ParseJoin(node, attributes, reporter);
        ParseStatedShape(node, reporter);
        ParameterParser.Parse(node, reporter);
        return node;
    }

    private static bool ParseRole(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        AttributeReader? task = attributes.FirstOrDefault(attribute => attribute.Name == "Task");
        AttributeReader? shared = attributes.FirstOrDefault(attribute => attribute.Name == "SharedLayer");
        if (task is not null && shared is not null)
            reporter.Report(DiagnosticDescriptors.TwoRoles, shared.Attribute, node.Name);
        if ((task ?? shared) is not { } role)
        {
            AttributeReader first = attributes[0];
            if (first.Name == "LossWeight")
                first.Report(DiagnosticDescriptors.LossWeightWithoutTask, node.Name);
            else
                first.Report(DiagnosticDescriptors.NoRole, node.Name, first.Name);
            return false;
        }
        node.Role = role.Attribute;
        node.IsTask = task is not null;
        if (role.Attribute.AttributeClass!.TypeArguments is { Length: 1 } arguments)
        {
            node.Enum = arguments[0];
            if (node.Enum.TypeKind != TypeKind.Enum)
                reporter.LeaveToCompiler();
        }
        return true;
    }

    private static void ParseMethodKind(NodeDraft node, Reporter reporter)
    {
        IMethodSymbol method = node.Method;
        string? kind = method switch
        {
            { IsStatic: true } => "static",
            { IsGenericMethod: true } => "generic",
            { IsAsync: true } => "async",
            { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } => "virtual, abstract or an override",
            _ => null,
        };
        if (kind is not null)
            reporter.Report(DiagnosticDescriptors.WrongMethodKind, method, node.Name, kind);
        if (method.ReturnType.TypeKind == TypeKind.Error)
            reporter.LeaveToCompiler();
        else if (!KnownTypes.IsTensor(method.ReturnType) || method.RefKind != RefKind.None)
            reporter.Report(
                DiagnosticDescriptors.WrongReturnType, () => ReturnType(method), node.Name,
                method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
    }

    private static Location ReturnType(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences[0].GetSyntax() is MethodDeclarationSyntax syntax
            ? syntax.ReturnType.GetLocation()
            : Reporter.Origin(method);

    private static void ParseLayers(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        foreach (AttributeReader attribute in attributes)
        {
            if (!LayerSpec.Parsers.TryGetValue(attribute.Name, out var parse))
                continue;
            if (node.IsCustom)
                attribute.Report(DiagnosticDescriptors.LayerOnCustomNode, node.Name, attribute.Name);
            if (parse(attribute) is { } layer)
                node.Layers.Add((layer, attribute.Attribute));
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
            reporter.Report(DiagnosticDescriptors.NoLoss, node.Role, node.Name);
            return;
        }
        foreach (AttributeReader extra in losses.Skip(1))
            extra.Report(DiagnosticDescriptors.TwoLosses, node.Name, losses[0].Name, extra.Name);
        node.LossAttribute = losses[0].Attribute;
        node.Loss = LossSpec.Parsers[losses[0].Name](losses[0]);
    }

    private static void ParseLossWeight(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        if (attributes.FirstOrDefault(attribute => attribute.Name == "LossWeight") is not { } attribute)
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

    private static void ParseJoin(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        List<AttributeReader> joins = attributes.Where(attribute => attribute.Name is "Concat" or "Add").ToList();
        if (joins.Count == 0)
            return;
        node.JoinAttribute = joins[0].Attribute;
        if (joins.Count > 1)
            joins[1].Report(DiagnosticDescriptors.TwoJoins, node.Name);
        if (node.IsCustom)
            joins[0].Report(DiagnosticDescriptors.LayerOnCustomNode, node.Name, joins[0].Name);
        else if (node.Method.Parameters.Length == 1)
            joins[0].Report(DiagnosticDescriptors.JoinOfOne, node.Name, joins[0].Name);
    }

    private static void ParseStatedShape(NodeDraft node, Reporter reporter)
    {
        AttributeData? stated = node.Method.GetReturnTypeAttributes().FirstOrDefault(attribute => KnownTypes.RuntimeName(attribute) == "Shape");
        if (stated is null)
        {
            if (node.IsCustom)
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
        else if (dimensions.All(dimension => reader.RequireSize(dimension, $"A dimension of the shape of '{node.Name}'")))
            node.StatedShape = Shape.Of(dimensions);
    }
}
