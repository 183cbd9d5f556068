using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>Finds the methods of a class that are nodes, and reads them: their roles, layers, losses and parameters.</summary>
internal static class NodeParser
{
    public static List<NodeDraft> Parse(INamedTypeSymbol type, Reporter reporter)
    {
        var nodes = new List<NodeDraft>();
        foreach (ISymbol member in type.GetMembers())
        {
            reporter.CancellationToken.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                if (NodeMethod.Of(method) is { } written && ParseMethod(written, reporter) is { } node)
                    nodes.Add(node);
            }
            else if (member.GetAttributes().Any(attribute => KnownTypes.RuntimeName(attribute) is "Task" or "SharedLayer"))
            {
                reporter.Report(DiagnosticDescriptors.WrongMethodKind, member, Name(member), Kind(member));
            }
        }
        return nodes;
    }

    private static string Name(ISymbol member) =>
        member is IMethodSymbol { AssociatedSymbol: { } owner } ? owner.Name : member.Name.Split('.').Last();

    private static string Kind(ISymbol member) => member switch
    {
        IPropertySymbol => "a property",
        IFieldSymbol => "a field",
        IEventSymbol => "an event",
        ITypeSymbol => "a type",
        IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } => "an explicit interface implementation",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "an operator",
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "a constructor",
        _ => "an accessor",
    };

    private static NodeDraft? ParseMethod(NodeMethod method, Reporter reporter)
    {
        List<AttributeReader> attributes = [];
        var node = new NodeDraft(method);
        bool isMarked = IsMarkedElsewhere(method.Symbol);
        foreach (AttributeData attribute in method.Symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { TypeKind: TypeKind.Error })
            {
                // A misspelt layer, for all we know: the compiler says so, and no shape is certain after it.
                reporter.LeaveToCompiler();
                node.LacksLayers = true;
            }
            else if (KnownTypes.RuntimeName(attribute) is not null)
                attributes.Add(new AttributeReader(attribute, reporter));
            else if (KnownTypes.Derives(attribute.AttributeClass, "LayerAttribute") || KnownTypes.Derives(attribute.AttributeClass, "LossAttribute"))
            {
                isMarked = true;
                node.LacksLayers = true;
                reporter.Report(DiagnosticDescriptors.UnknownLayer, attribute, KnownTypes.ShortName(attribute.AttributeClass!), node.Name);
            }
        }
        bool isUnwrittenNode = method.IsPartial && !method.HasBody && KnownTypes.IsTensor(method.Symbol.ReturnType);
        if (attributes.Count == 0 && !isMarked && !isUnwrittenNode)
            return null;
        if (!attributes.All(attribute => attribute.IsBound))
        {
            reporter.LeaveToCompiler();
            node.LacksLayers = true;
            attributes.RemoveAll(attribute => !attribute.IsBound);
        }

        bool statesShape = StackParser.StatedShape(method.Symbol) is not null;
        node.IsCustom = method.IsPartial ? method.HasBody && statesShape : method.HasBody || statesShape;
        ParseRole(node, attributes, reporter);
        MethodRules.Check(node, reporter);
        StackParser.Parse(node, attributes, reporter);
        ParameterParser.Parse(node, reporter);
        return node;
    }

    /// <summary>Whether a method is meant to be a node by what its parameters or its return value say.</summary>
    private static bool IsMarkedElsewhere(IMethodSymbol method) =>
        StackParser.StatedShape(method) is not null
        || method.Parameters.SelectMany(parameter => parameter.GetAttributes())
            .Any(attribute => ParameterParser.IsInput(attribute) || KnownTypes.RuntimeName(attribute) is "Detach");

    private static void ParseRole(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        List<AttributeReader> roles = attributes.Where(attribute => attribute.Name is "Task" or "SharedLayer").ToList();
        if (roles.Count == 0)
        {
            ReportNoRole(node, attributes, reporter);
            return;
        }
        AttributeReader role = roles.FirstOrDefault(attribute => attribute.Name == "Task") ?? roles[0];
        AttributeReader? second = roles.FirstOrDefault(attribute => !KnownTypes.IsSame(attribute.Attribute, role.Attribute));
        second?.Report(DiagnosticDescriptors.TwoRoles, node.Name, Display(role), Display(second), second.Name == "SharedLayer" ? "[SharedLayer]" : "one");
        node.Role = role.Attribute;
        node.IsTask = role.Name == "Task";
        if (role.Attribute.AttributeClass!.TypeArguments is { Length: 1 } arguments)
            ParseEnum(node, arguments[0], role);
    }

    private static void ReportNoRole(NodeDraft node, List<AttributeReader> attributes, Reporter reporter)
    {
        node.IsTask = attributes.Any(attribute => Losses.LossSpec.Parsers.ContainsKey(attribute.Name) || attribute.Name == "LossWeight");
        if (node.LacksLayers)
            reporter.LeaveToCompiler();
        else if (attributes.Count == 1 && attributes[0].Name == "LossWeight")
            attributes[0].Report(DiagnosticDescriptors.LossWeightWithoutTask, node.Name);
        else if (attributes.Count > 0)
            attributes[0].Report(DiagnosticDescriptors.NoRole, node.Name, $"has [{attributes[0].Name}]");
        else
            reporter.Report(DiagnosticDescriptors.NoRole, node.Method, node.Name,
                node.Declaration.HasBody ? "has the attributes of a node" : "is a partial method without a body");
    }

    private static string Display(AttributeReader role) =>
        role.Attribute.AttributeClass!.TypeArguments is { Length: 1 } arguments ? $"[{role.Name}<{arguments[0].Name}>]" : $"[{role.Name}]";

    private static void ParseEnum(NodeDraft node, ITypeSymbol type, AttributeReader role)
    {
        if (type.TypeKind != TypeKind.Enum)
            role.LeaveToCompiler();
        else if (KnownTypes.ClassCount(type) is var count && count < 2)
            role.Report(DiagnosticDescriptors.EnumWithoutChoice, node.Name, type.Name, count);
        else
            node.Enum = type;
    }
}
