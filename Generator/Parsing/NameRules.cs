using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Keeps the names of nodes and inputs apart from those of generated code.</summary>
internal static class NameRules
{
    // What generated files call TorchSharp's namespaces and types.
    private static readonly string[] Aliases = ["torch", "nn", "functional", "Tensor"];

    // What generated bodies use of the base class, besides fields: a parameter of that name would hide it.
    private static readonly string[] Hideable = ["training", "StepRandom"];

    private static readonly HashSet<string> RecordMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Joint", "Tasks", "Equals", "GetHashCode", "ToString", "GetType", "ReferenceEquals", "Deconstruct", "PrintMembers", "EqualityContract",
        "MemberwiseClone", "Finalize", "Clone", "ReadCsv", "ReadJsonLines", "FromRow",
    };

    public static void Check(ModelContext context)
    {
        CheckKeyword(context.Type, "class", context.Reporter);
        if (IsGeneratedMember(context.Type.Name))
            context.Reporter.Report(DiagnosticDescriptors.ReservedName, context.Type, context.Type.Name, "a member of every model", "class");
        foreach (NodeDraft node in context.Nodes)
        {
            string role = node.IsTask ? "task" : "node";
            if (node.Name == context.Type.Name)
                context.Reporter.LeaveToCompiler();
            else if (Owner(context, node.Name) is { } owner)
                context.Reporter.Report(DiagnosticDescriptors.ReservedName, node.Method, node.Name, owner, role);
            CheckKeyword(node.Method, role, context.Reporter);
            CheckLengths(context, node.Name, node.Method, role);
        }
        foreach (InputDraft input in context.Inputs)
        {
            IParameterSymbol symbol = input.Declaration.Symbol;
            if (OwnerInContracts(input.Name) is { } owner)
                context.Reporter.Report(DiagnosticDescriptors.ReservedName, symbol, input.Name, owner, "input");
            CheckKeyword(symbol, "input", context.Reporter);
            CheckMask(context, input.Name, symbol, "input");
            CheckLengths(context, input.Name, symbol, "input");
        }
        foreach (NodeDraft task in context.Nodes.Where(node => node.IsTask))
            CheckMask(context, task.Name, task.Method, "task");
        CheckAliases(context);
    }

    private static string? Owner(ModelContext context, string name)
    {
        if (OwnerInContracts(name) is { } owner)
            return owner;
        if (IsGeneratedMember(name))
            return "a generated member";
        return KnownTypes.BaseMember(name, context.Type) is { } type ? $"a member of {type.Name}, which a model derives from" : null;
    }

    /// <summary>Whether every model has a generated member of this name.</summary>
    public static bool IsGeneratedMember(string name) =>
        MemberRules.Contracts.Contains(name) || MemberRules.Plumbing.Contains(name) || ReplacementRules.IsReplaceable(name) || name == MemberRules.Modules;

    private static string? OwnerInContracts(string name)
    {
        if (MemberRules.Contracts.Contains(name, StringComparer.OrdinalIgnoreCase))
            return "a generated type";
        if (RecordMembers.Contains(name))
            return "a member of the generated records";
        if (Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
            return "TorchSharp's, in generated code";
        if (Hideable.Contains(name, StringComparer.OrdinalIgnoreCase))
            return "a member of MultiTaskModel, which generated code uses";
        return null;
    }

    private static void CheckKeyword(ISymbol symbol, string role, Reporter reporter)
    {
        if (CSharpName.IsKeyword(symbol.Name))
            reporter.Report(DiagnosticDescriptors.KeywordName, symbol, symbol.Name, role);
    }

    private static void CheckMask(ModelContext context, string name, ISymbol symbol, string role)
    {
        NodeDraft? masked = context.Nodes.FirstOrDefault(node =>
            node.IsTask && string.Equals(node.Name + "Mask", name, StringComparison.OrdinalIgnoreCase));
        if (masked is not null)
            context.Reporter.Report(DiagnosticDescriptors.ReservedName, symbol, name, $"the mask of task '{masked.Name}'", role);
    }

    private static void CheckLengths(ModelContext context, string name, ISymbol symbol, string role)
    {
        InputDraft? sequence = context.Inputs.FirstOrDefault(input =>
            input.IsSequence && string.Equals(InputSpec.LengthsOf(input.Name), name, StringComparison.OrdinalIgnoreCase));
        if (sequence is not null)
            context.Reporter.Report(DiagnosticDescriptors.ReservedName, symbol, name, $"the lengths of input '{sequence.Name}'", role);
    }

    /// <summary>A member, type or namespace around the model that hides what generated files call TorchSharp's.</summary>
    private static void CheckAliases(ModelContext context)
    {
        foreach (string alias in Aliases.Where(alias => context.Nodes.All(node => node.Name != alias)))
        {
            for (INamespaceOrTypeSymbol? scope = context.Type; scope is not null; scope = (INamespaceOrTypeSymbol?)scope.ContainingType ?? scope.ContainingNamespace)
                if (scope.GetMembers(alias).FirstOrDefault() is { } hiding)
                    context.Reporter.Report(DiagnosticDescriptors.HiddenName, context.Type, hiding.ToDisplayString(), alias, context.Type.Name);
        }
    }
}
