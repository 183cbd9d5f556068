using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>Keeps the user's other members apart from those that generated code declares or uses.</summary>
internal static class MemberRules
{
    /// <summary>The nested types of every model.</summary>
    public static readonly string[] Contracts =
        ["Inputs", "Targets", "Outputs", "Losses", "LossValues", "Metrics", "Prediction", "Example", "Dataset"];

    /// <summary>The members that only generated code uses.</summary>
    public static readonly string[] Plumbing = ["RegisterComponents", "InputsOf", "TargetsOf", "PredictionsOf", "Measure", "Records", "LearnStatistics"];

    /// <summary>The partial method in which the user makes modules.</summary>
    public const string Modules = "CreateModules";

    private static readonly string[] UsedOfBase =
    [
        "Device", "Arena", "train", "training", "StepRandom", "SeedStep", "SeedEverything", "MixedLinear", "HasMixedPrecision", "AdoptComponents", "CreateWeighting",
        "register_module", "register_parameter", "register_buffer",
    ];

    /// <summary>Checks the members whose names do not depend on the model.</summary>
    public static void Check(ModelContext context)
    {
        foreach (ISymbol member in context.Type.GetMembers().Where(member => IsOwn(member, context) && IsTaken(member)))
            Report(member, context);
        ReplacementRules.Check(context);
    }

    /// <summary>Checks the members against the fields of a model that is right otherwise.</summary>
    public static void Check(ModelSpec spec, ModelContext context)
    {
        var model = new EmittedModel(spec);
        var fields = model.Inputs.Where(input => input.IsEncoded).Select(EmittedModel.Field)
            .Concat(model.Inputs.Where(input => input.Row is not null).Select(input => input.Member + "Categories"))
            .Concat(model.Tasks.SelectMany(task => new[] { task.Constants, task.Balance }).OfType<string>())
            .Concat(model.Tasks.Where(task => task.Task.Weight is not (0 or 1)).Select(task => task.Name + "LossWeight"))
            .Concat(model.Fused.SelectMany(heads => new[] { heads.Weight, heads.BiasField }));
        foreach (ISymbol member in fields.SelectMany(field => context.Type.GetMembers(field)).Where(GeneratedCode.IsWrittenByUser))
            Report(member, context);
        foreach (NodeSpec node in spec.Nodes.Where(node => node.Lengths is not null))
            foreach (IMethodSymbol overload in context.Type.GetMembers(node.Name).OfType<IMethodSymbol>().Where(method => TakesLengths(method, node)))
                Report(overload, context);
    }

    /// <summary>Whether a method has the signature of the one that generated code adds to a node whose layers need lengths.</summary>
    private static bool TakesLengths(IMethodSymbol method, NodeSpec node) =>
        GeneratedCode.IsWrittenByUser(method) && method.Arity == 0 && method.Parameters.Length == node.Reads.Count + 1
        && method.Parameters.All(parameter => KnownTypes.IsTensor(parameter.Type));

    private static void Report(ISymbol member, ModelContext context) =>
        context.Reporter.Report(DiagnosticDescriptors.MemberOfModelTaken, member, context.Type.Name, member.Name);

    /// <summary>A member of the user's that is no node, whose name has rules of its own.</summary>
    private static bool IsOwn(ISymbol member, ModelContext context) =>
        GeneratedCode.IsWrittenByUser(member) && member.CanBeReferencedByName && context.Nodes.All(node => node.Name != member.Name);

    private static bool IsTaken(ISymbol member)
    {
        string name = member.Name;
        return Contracts.Contains(name)
            || Plumbing.Contains(name)
            || (UsedOfBase.Contains(name) && !member.IsOverride)
            || (ReplacementRules.IsReplaceable(name) && member is not IMethodSymbol)
            || (name == Modules && !(member is IMethodSymbol method && NodeMethod.Of(method) is { IsPartial: true }));
    }
}
