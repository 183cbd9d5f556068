using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Losses;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>A spec with what several parts of the file need of it: names, types and the groups of fused siblings.</summary>
internal sealed class EmittedModel(ModelSpec spec)
{
    public ModelSpec Spec => spec;

    public string Name => spec.Type.Name;

    public IReadOnlyList<InputSpec> Inputs => spec.Inputs;

    public IReadOnlyList<EmittedTask> Tasks { get; } = spec.Tasks.Select(node => new EmittedTask(node)).ToList();

    public IReadOnlyList<FusedHeads> Fused { get; } = FusedHeads.Find(spec);

    /// <summary>The input, when the model reads one record and nothing else.</summary>
    public InputSpec? OnlyRow => spec.Inputs.Count == 1 && spec.Inputs[0].Row is not null ? spec.Inputs[0] : null;

    /// <summary>The record, when its properties also carry every task's label.</summary>
    public RowSpec? LabelledRow => OnlyRow?.Row is { } row && row.Labels.Count == Tasks.Count ? row : null;

    /// <summary>Whether the user makes modules or the like in CreateModules.</summary>
    public bool MakesModules => spec.Fields.Count > 0 || spec.HandWritten.Contains(Parsing.MemberRules.Modules);

    /// <summary>Whether something is learnt of the training data before the first step.</summary>
    public bool LearnsStatistics => Inputs.Any(input => input.IsEncoded) || Tasks.Any(task => task.Balance is not null);

    /// <summary>Whether the forward pass is recorded in training, for the tasks' gradients of what they share.</summary>
    public bool IsTaped =>
        spec.Weighting is { IsOnGradients: true } && IsGenerated("Forward") && spec.Nodes.Any(node => node.IsShared)
        // A custom node of a task's own that uses a module of several tasks has no boundary at which a task's gradient could be told.
        && !spec.Fields.Any(module => module is { IsShared: true, HasOwnUsers: true });

    public bool IsGenerated(string member) => !spec.HandWritten.Contains(member);

    /// <summary>Whether more than one task trains what an input's embeddings hold.</summary>
    public bool IsShared(InputSpec input) =>
        spec.Nodes.Where(node => node.Reads.Any(edge => edge.FromInput && edge.Source == input.Name))
            .SelectMany(node => node.ReachedBy).Distinct().Count() > 1;

    /// <summary>Whether any parameter lies among those of the arena that more than one task reaches.</summary>
    public bool SharesParameters =>
        spec.Fields.Any(module => module is { IsShared: true, Kind: not FieldKind.Buffer })
        || Inputs.Any(input => IsShared(input) && ParameterCounts.Of(input) > 0)
        || spec.Nodes.Any(node => node.IsShared && ParameterCounts.Of(node) > 0);

    /// <summary>Whether some node reads the lengths of a sequence.</summary>
    public bool ReadsLengths(InputSpec input) =>
        spec.Nodes.Any(node => node.Lengths == input.Lengths || node.Reads.Any(edge => edge.IsLengths && edge.Source == input.Name));

    public static string Local(string name)
    {
        string local = Naming.Camel(name);
        return SyntaxFacts.GetKeywordKind(local) == SyntaxKind.None ? local : "@" + local;
    }

    /// <summary>A local variable of Forward's own, which no node or input is called.</summary>
    public string FreeLocal(string name)
    {
        while (spec.Nodes.Any(node => Local(node.Name) == name) || spec.Inputs.Any(input => Local(input.Name) == name))
            name += "_";
        return name;
    }

    /// <summary>The module that makes of an input what nodes receive.</summary>
    public static string Field(InputSpec input) => "_" + Naming.Camel(input.Name) + (input.Row is null ? "Standardization" : "Encoder");
}

/// <summary>A task as the file mentions it.</summary>
internal sealed class EmittedTask(NodeSpec node)
{
    public NodeSpec Node => node;

    public string Name => node.Name;

    public string Local => EmittedModel.Local(node.Name);

    public TaskSpec Task => node.Task!;

    public TaskTypes Types { get; } = node.Task!.Loss.Types(node.Task.Enum, node.Output.Width);

    /// <summary>The field of the module with the weights that balance its classes; null for a loss without them.</summary>
    public string? Balance => node.Task!.Loss.IsBalanced ? "_" + Naming.Camel(node.Name) + "Balance" : null;

    /// <summary>The tensor of the outputs' weights, constant or learnt; null for a loss without them.</summary>
    public string? Weights => Balance is null ? Constants : Balance + ".Weights";

    /// <summary>The field of the loss's constant tensor; null for a loss without one.</summary>
    public string? Constants => node.Task!.Loss.Constants is null ? null : "_" + Naming.Camel(node.Name) + "LossWeights";
}

/// <summary>
/// Nodes that read the same tensors and begin with a Linear layer: their weights lie side by side in the arena, and one wide product
/// computes them all.
/// </summary>
internal sealed class FusedHeads(IReadOnlyList<NodeSpec> nodes)
{
    public IReadOnlyList<NodeSpec> Nodes => nodes;

    public bool Bias => ((LinearLayer)nodes[0].Layers[0].Layer).Bias;

    private string Name => nodes[0].Name + (nodes.Count > 2 ? "To" : "And") + nodes[nodes.Count - 1].Name;

    public string Weight => $"_{Naming.Camel(Name)}Weight";

    public string BiasField => $"_{Naming.Camel(Name)}Bias";

    public string Local => EmittedModel.Local(Name);

    public IEnumerable<string> Widths => nodes.Select(node => Literal.Of(((LinearLayer)node.Layers[0].Layer).Width));

    public IEnumerable<string> Parameters(string property) => nodes.Select(node => $"{node.Layers[0].Field}.{property}");

    public static IReadOnlyList<FusedHeads> Find(ModelSpec spec) =>
        spec.Nodes
            .Where(node => !node.IsCustom && node.Layers.Count > 0 && node.Layers[0].Layer is LinearLayer)
            .GroupBy(node => (
                Reads: node.Reads.Select(edge => (edge.Source, edge.Detach).ToString()).ToEquatableArray(),
                node.Join,
                ((LinearLayer)node.Layers[0].Layer).Bias,
                node.IsShared))
            .Where(group => group.Count() > 1)
            .Select(group => new FusedHeads(group.ToList()))
            .ToList();
}
