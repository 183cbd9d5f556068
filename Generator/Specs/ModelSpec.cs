using System.Collections.Generic;
using System.Linq;

namespace MtlDsl.Generator.Specs;

/// <summary>
/// Everything that the emitter needs to know of a model that has no error. Immutable and structurally equal, with no symbol, syntax or
/// location in it: equal specs mean equal output, and that is what the incremental pipeline compares.
/// </summary>
/// <param name="Type">Where the class stands.</param>
/// <param name="Inputs">In order of first appearance.</param>
/// <param name="Nodes">In order of evaluation: a node stands after all that it reads.</param>
/// <param name="Fields">The user's own modules, parameters and buffers, which are registered with the model.</param>
/// <param name="HandWritten">Generated members that the user wrote instead, by name.</param>
/// <param name="Group">How the parameters of inputs are trained.</param>
/// <param name="IsMixed">Whether products may be computed in bfloat16.</param>
/// <param name="Weighting">How the tasks are learnt at once; null: by the joint loss.</param>
internal sealed record ModelSpec(
    TypeSpec Type,
    EquatableArray<InputSpec> Inputs,
    EquatableArray<NodeSpec> Nodes,
    EquatableArray<FieldSpec> Fields,
    EquatableArray<string> HandWritten,
    GroupSpec Group,
    bool IsMixed = false,
    WeightingSpec? Weighting = null)
{
    public IEnumerable<NodeSpec> Tasks => Nodes.Where(node => node.Task is not null);

    public bool HasDropout => Nodes.Any(node => node.Layers.Any(layer => layer.Layer is Layers.DropoutLayer));

    public bool HasCustomNodes => Nodes.Any(node => node.IsCustom);
}

/// <summary>A class and what it is nested in.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">The headers of the enclosing types, outermost first: <c>partial class Outer</c>.</param>
/// <param name="MetadataName">The full metadata name, which names the generated file.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containers, string Name, string MetadataName);

/// <summary>A field of the user's that belongs to the model.</summary>
/// <param name="Key">Its name in state_dict.</param>
/// <param name="IsShared">Whether more than one task trains it: the tasks that reach the custom nodes that mention it.</param>
/// <param name="HasOwnUsers">Whether a custom node of a single task may use it.</param>
/// <param name="IsUnset">Whether CreateModules has to assign it: it cannot be null and nothing is assigned to it where it is declared.</param>
/// <param name="IsNullable">Whether it is declared as one that can be null.</param>
/// <param name="Group">How its parameters are trained.</param>
internal sealed record FieldSpec(string Name, string Key, FieldKind Kind, bool IsShared, bool HasOwnUsers, bool IsUnset, bool IsNullable, GroupSpec Group)
{
    /// <summary>An expression for its value once it is assigned.</summary>
    public string Value => IsNullable ? Name + "!" : Name;
}

internal enum FieldKind
{
    Module,
    Parameter,
    Buffer,
}

/// <summary>A method as its implementing part must repeat it.</summary>
internal sealed record MethodSpec(string Modifiers, string Name, EquatableArray<string> Parameters)
{
    public string Header =>
        $"{Modifiers} partial global::TorchSharp.torch.Tensor {Name}({string.Join(", ", Parameters.Select(p => "global::TorchSharp.torch.Tensor " + p))})";
}
