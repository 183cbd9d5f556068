using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Keeps the user's names and the generated ones apart.</summary>
internal static class NameRules
{
    /// <summary>Members that the user may write instead of the generator.</summary>
    public static readonly string[] Replaceable = ["Forward", "JointLoss", "TrainStep", "Fit", "FitAsync", "Evaluate", "Predict", "Summary"];

    private static readonly string[] Contracts =
        ["Inputs", "Targets", "Outputs", "Losses", "LossValues", "Metrics", "Prediction", "Example", "Dataset"];

    private static readonly string[] Plumbing = ["RegisterComponents", "CreateModules", "InputsOf", "TargetsOf", "PredictionsOf", "Measure"];

    // What generated files call TorchSharp's namespaces and types.
    private static readonly string[] Aliases = ["torch", "nn", "functional", "Tensor"];

    private static readonly HashSet<string> ContractMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Joint", "Tasks", "Equals", "GetHashCode", "ToString", "GetType", "Deconstruct", "PrintMembers", "EqualityContract",
        "MemberwiseClone", "Finalize", "ReadCsv", "FromCsv",
    };

    public static void Check(ModelContext context)
    {
        // Asked of the attribute's own assembly, which is much faster than to look through all references.
        INamedTypeSymbol? modelBase = context.Nodes.FirstOrDefault()?.Role.AttributeClass!.ContainingAssembly.GetTypeByMetadataName(KnownTypes.ModelBase);
        foreach (NodeDraft node in context.Nodes)
        {
            string role = node.IsTask ? "task" : "node";
            if (Owner(modelBase, node.Name) is { } owner)
                context.Reporter.Report(DiagnosticDescriptors.ReservedName, node.Method, node.Name, owner, role);
            CheckKeyword(node.Method, role, context.Reporter);
        }
        foreach (InputDraft input in context.Inputs)
        {
            IParameterSymbol symbol = input.Declaration.Symbol;
            if (ContractOwner(input.Name) is { } owner)
                context.Reporter.Report(DiagnosticDescriptors.ReservedName, symbol, input.Name, owner, "input");
            CheckKeyword(symbol, "input", context.Reporter);
            CheckMask(context, input.Name, symbol, "input");
        }
        foreach (NodeDraft task in context.Nodes.Where(node => node.IsTask))
            CheckMask(context, task.Name, task.Method, "task");
        CheckMembers(context);
        CheckAliases(context);
    }

    private static string? Owner(INamedTypeSymbol? modelBase, string name)
    {
        if (ContractOwner(name) is { } owner)
            return owner;
        if (Replaceable.Contains(name) || Plumbing.Contains(name))
            return "a generated member";
        for (INamedTypeSymbol? type = modelBase; type is not null; type = type.BaseType)
            if (!type.GetMembers(name).IsEmpty)
                return $"a member of {type.Name}, which a model derives from";
        return null;
    }

    private static string? ContractOwner(string name)
    {
        if (Contracts.Contains(name, StringComparer.OrdinalIgnoreCase))
            return "a generated type";
        if (ContractMembers.Contains(name))
            return "a member of the generated records";
        if (Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
            return "TorchSharp's, in generated code";
        return null;
    }

    private static void CheckKeyword(ISymbol symbol, string role, Reporter reporter)
    {
        if (SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None)
            reporter.Report(DiagnosticDescriptors.KeywordName, symbol, symbol.Name, role);
    }

    private static void CheckMask(ModelContext context, string name, ISymbol symbol, string role)
    {
        NodeDraft? masked = context.Nodes.FirstOrDefault(node =>
            node.IsTask && string.Equals(node.Name + "Mask", name, StringComparison.OrdinalIgnoreCase));
        if (masked is not null)
            context.Reporter.Report(DiagnosticDescriptors.ReservedName, symbol, name, $"the mask of task '{masked.Name}'", role);
    }

    /// <summary>The user's other members: they may replace a part of the loop, but not a contract.</summary>
    private static void CheckMembers(ModelContext context)
    {
        foreach (ISymbol member in context.Type.GetMembers())
        {
            bool replaces = member is IMethodSymbol && Replaceable.Contains(member.Name);
            bool taken = Contracts.Contains(member.Name) || Replaceable.Contains(member.Name)
                || (Plumbing.Contains(member.Name) && member is not IMethodSymbol { IsPartialDefinition: true } and not IMethodSymbol { PartialDefinitionPart: not null });
            if (taken && !replaces && GeneratedCode.IsWrittenByUser(member) && context.Nodes.All(node => node.Name != member.Name)
                && !(member.Name == "CreateModules" && member is IMethodSymbol))
            {
                context.Reporter.Report(DiagnosticDescriptors.MemberOfModelTaken, member, context.Type.Name, member.Name);
            }
        }
    }

    /// <summary>A type or namespace around the model that hides an alias of the generated file.</summary>
    private static void CheckAliases(ModelContext context)
    {
        foreach (string alias in Aliases)
        {
            for (INamespaceOrTypeSymbol? scope = context.Type; scope is not null; scope = (INamespaceOrTypeSymbol?)scope.ContainingType ?? scope.ContainingNamespace)
            {
                ISymbol? hiding = scope.GetMembers(alias).FirstOrDefault(member => GeneratedCode.IsWrittenByUser(member) || member is INamespaceSymbol);
                if (hiding is not null && context.Nodes.All(node => node.Name != alias))
                    context.Reporter.Report(
                        DiagnosticDescriptors.HiddenName, context.Type, hiding.ToDisplayString(), alias, context.Type.Name);
            }
        }
    }
}
