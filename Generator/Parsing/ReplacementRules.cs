using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;

namespace MtlDsl.Generator.Parsing;

/// <summary>The parts of the loop that the user may write instead of the generator, and how the rest of the generated code calls them.</summary>
internal static class ReplacementRules
{
    /// <summary>A method's types, by their names alone: the generated ones do not exist yet.</summary>
    private sealed record Signature(string Returns, string[] Parameters)
    {
        public bool IsOf(IMethodSymbol method) =>
            method.ReturnType.Name == Returns && method.Arity == 0 && method.Parameters.Select(parameter => parameter.Type.Name).SequenceEqual(Parameters);

        public string Display(string name) => $"{Returns} {name}({string.Join(", ", Parameters)})".Replace("Int32", "int");
    }

    private static readonly string[] Training = ["Dataset", "Dataset", "FitOptions", "IProgress", "CancellationToken"];

    // What nothing generated calls may have any signature.
    private static readonly Dictionary<string, Signature?> Signatures = new()
    {
        ["Forward"] = new("Outputs", ["Inputs"]),
        ["JointLoss"] = new("Losses", ["Outputs", "Targets"]),
        ["TrainStep"] = new("Losses", ["Inputs", "Targets", "ArenaOptimizer"]),
        ["Fit"] = new("History", Training),
        ["FitAsync"] = new("Task", Training),
        ["Evaluate"] = null,
        ["Predict"] = null,
        ["Summary"] = new("ModelSummary", []),
    };

    public static bool IsReplaceable(string name) => Signatures.ContainsKey(name);

    /// <summary>The names of the parts that the user wrote.</summary>
    public static IEnumerable<string> HandWritten(INamedTypeSymbol type) => Written(type).Select(group => group.Key);

    public static void Check(ModelContext context)
    {
        foreach (var methods in Written(context.Type))
        {
            string name = methods.Key;
            if (Signatures[name] is { } signature && !methods.Any(signature.IsOf) && context.Nodes.All(node => node.Name != name))
                context.Reporter.Report(DiagnosticDescriptors.WrongReplacement, methods.First(), name, signature.Display(name));
        }
    }

    private static IEnumerable<IGrouping<string, IMethodSymbol>> Written(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary && IsReplaceable(method.Name) && GeneratedCode.IsWrittenByUser(method))
            .GroupBy(method => method.Name);
}
