using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Reads the learning rates and penalties of single nodes, and the penalty of the class. Shapes are inferred by then.</summary>
internal static class GroupParser
{
    private const string LearningRate = "LearningRate";
    private const string WeightPenalty = "WeightPenalty";

    public static void Parse(ModelContext context)
    {
        PenaltySpec? ofAll = Find(context.Type, WeightPenalty, context.Reporter) is { } onClass ? ParsePenalty(onClass, context.Type.Name, isOverride: false) : null;
        context.Group = GroupSpec.None with { Penalty = ofAll ?? PenaltySpec.None };
        foreach (NodeDraft node in context.Nodes)
        {
            AttributeReader? rate = Find(node.Method, LearningRate, context.Reporter), penalty = Find(node.Method, WeightPenalty, context.Reporter);
            node.Group = new GroupSpec(
                rate is null ? 1 : ParseRate(rate, node.Name),
                (penalty is null ? ofAll : ParsePenalty(penalty, node.Name, isOverride: ofAll is not null)) ?? PenaltySpec.None);
            if (rate is not null || penalty is not null)
                CheckTarget(node, rate, penalty, context);
        }
    }

    /// <summary>The group of a field of the user's: that of the custom nodes that mention it, which have to agree.</summary>
    public static GroupSpec Of(string field, IReadOnlyList<NodeDraft> users, ModelContext context)
    {
        if (users.Count == 0)
            return context.Group;
        if (users.FirstOrDefault(user => user.Group != users[0].Group) is { } other)
            context.Reporter.Report(DiagnosticDescriptors.GroupsDiffer, other.Method, users[0].Name, other.Name, field);
        return users[0].Group;
    }

    private static AttributeReader? Find(ISymbol symbol, string name, Reporter reporter)
    {
        AttributeData? attribute = symbol.GetAttributes().FirstOrDefault(candidate => KnownTypes.RuntimeName(candidate) == name);
        if (attribute is null)
            return null;
        var reader = new AttributeReader(attribute, reporter);
        if (reader.IsBound)
            return reader;
        reporter.LeaveToCompiler();
        return null;
    }

    private static double ParseRate(AttributeReader attribute, string node)
    {
        double factor = attribute.Double(0);
        if (attribute.Require(AttributeReader.IsFinite(factor) && factor >= 0, "factor", factor, "at least 0 and finite") && factor == 1)
            attribute.Report(DiagnosticDescriptors.GroupWithoutEffect, LearningRate, node, "1 is the factor without it");
        return factor;
    }

    /// <param name="isOverride">Whether it replaces the class's, so that a penalty of 0 says something.</param>
    private static PenaltySpec ParsePenalty(AttributeReader attribute, string owner, bool isOverride)
    {
        double l1 = attribute.Double(0), l2 = attribute.Double(1);
        bool isValid = attribute.Require(AttributeReader.IsFinite(l1) && l1 >= 0, "l1", l1, "at least 0 and finite");
        isValid &= attribute.Require(AttributeReader.IsFinite(l2) && l2 >= 0, "l2", l2, "at least 0 and finite");
        if (isValid && l1 == 0 && l2 == 0 && !isOverride)
            attribute.Report(DiagnosticDescriptors.GroupWithoutEffect, WeightPenalty, owner, "l1 and l2 are both 0");
        return l1 == 0 && l2 == 0 ? PenaltySpec.None : new PenaltySpec(l1, l2, attribute.Named("IncludeBiases", false));
    }

    private static void CheckTarget(NodeDraft node, AttributeReader? rate, AttributeReader? penalty, ModelContext context)
    {
        if (node.Output is null || (node.IsCustom && node.LacksLayers))
            return;
        if (!HasParameters(node, context))
        {
            string why = node.IsCustom ? "the method mentions no module or parameter of the class" : "none of its layers has parameters";
            rate?.Report(DiagnosticDescriptors.GroupWithoutEffect, LearningRate, node.Name, why);
            penalty?.Report(DiagnosticDescriptors.GroupWithoutEffect, WeightPenalty, node.Name, why);
        }
        else if (penalty is not null && rate is not null && node.Group.LearningRate == 0)
            penalty.Report(DiagnosticDescriptors.GroupWithoutEffect, WeightPenalty, node.Name, "its learning rate is 0");
        else if (penalty is not null && node.Group.Penalty is { IncludeBiases: false } && !node.IsCustom && !HasWeights(node))
            penalty.Report(DiagnosticDescriptors.GroupWithoutEffect, WeightPenalty, node.Name,
                "its layers have only scales and shifts, which are penalised with IncludeBiases = true");
    }

    private static bool HasParameters(NodeDraft node, ModelContext context) =>
        node.IsCustom ? FieldParser.MentionsAny(node, context) : node.IsTrainable;

    private static bool HasWeights(NodeDraft node)
    {
        Shape input = node.Joined!;
        for (int i = 0; i < node.Layers.Count; input = node.LayerOutputs[i++])
            if (node.Layers[i].Spec.Module(input)?.Parameters.Any(parameter => parameter.Shape.Rank > 1) == true)
                return true;
        return false;
    }
}
