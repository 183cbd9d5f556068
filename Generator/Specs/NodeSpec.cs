using System.Linq;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Layers;

namespace MtlDsl.Generator.Specs;

/// <summary>A node of the network: a method of the class.</summary>
/// <param name="Method">Its signature, for a node whose body is generated; null for a custom node.</param>
/// <param name="Reads">Its parameters, in order.</param>
/// <param name="Joined">The shape of its parameters joined: what its first layer takes.</param>
/// <param name="ReachedBy">The tasks that read it, directly or through others, itself included if it is a task.</param>
internal sealed record NodeSpec(
    string Name,
    MethodSpec? Method,
    EquatableArray<EdgeSpec> Reads,
    Join Join,
    Shape Joined,
    EquatableArray<AppliedLayer> Layers,
    Shape Output,
    TaskSpec? Task,
    EquatableArray<string> ReachedBy)
{
    public bool IsCustom => Method is null;

    public bool IsShared => ReachedBy.Count > 1;

    /// <summary>The lengths that its layers need, besides what it reads.</summary>
    public string? Lengths => Layers.Select(layer => layer.Lengths).FirstOrDefault(lengths => lengths is not null);
}

/// <summary>A parameter of a node.</summary>
/// <param name="Source">The name of the input or node that it reads, as declared.</param>
/// <param name="IsLengths">Whether it reads the lengths of an input, and not the input itself.</param>
internal sealed record EdgeSpec(string Parameter, string Source, bool FromInput, Shape Shape, bool Detach, bool IsLengths = false)
{
    /// <summary>What it reads, as people name it.</summary>
    public string Display => IsLengths ? InputSpec.LengthsOf(Source) : Source;
}

internal enum Join
{
    Concat,
    Add,
}

/// <summary>A layer at its place: what it takes and gives, and the field that holds its module.</summary>
/// <param name="Field">Null for a layer without a module.</param>
/// <param name="Key">The module's name in state_dict; null for a layer without a module.</param>
internal sealed record AppliedLayer(LayerSpec Layer, Shape Input, Shape Output, string? Field, string? Key)
{
    /// <summary>An expression for the layer's output.</summary>
    /// <param name="x">An expression for its input.</param>
    public string Call(string x) => Layer.Call(Field, Lengths is null ? x : $"{x}, {EmittedModel.Local(Lengths)}");

    /// <summary>The lengths that the layer needs to tell steps from padding; null for none.</summary>
    public string? Lengths => Layer.NeedsLengths ? InputSpec.LengthsOf(Input.Sequence!) : null;
}
