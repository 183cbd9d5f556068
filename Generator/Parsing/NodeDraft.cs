using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using MtlDsl.Generator.Layers;
using MtlDsl.Generator.Losses;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Parsing;

/// <summary>A node as it is read from its method, before its parameters are resolved and its shapes inferred.</summary>
internal sealed class NodeDraft(NodeMethod method)
{
    public NodeMethod Declaration => method;

    public IMethodSymbol Method => method.Symbol;

    public string Name => method.Symbol.Name;

    /// <summary>Whether the user's own code computes it.</summary>
    public bool IsCustom { get; set; }

    public bool IsTask { get; set; }

    /// <summary>The attribute that states the role; null where there is none, which is reported.</summary>
    public AttributeData? Role { get; set; }

    public ITypeSymbol? Enum { get; set; }

    public List<(LayerSpec Spec, AttributeData Attribute)> Layers { get; } = [];

    /// <summary>Whether a layer could not be read, so that the shapes from here on are unknown.</summary>
    public bool LacksLayers { get; set; }

    public LossSpec? Loss { get; set; }

    public AttributeData? LossAttribute { get; set; }

    public double Weight { get; set; } = 1;

    public AttributeData? JoinAttribute { get; set; }

    public Shape? StatedShape { get; set; }

    /// <summary>The parameter that a custom node's output is as long as; null where it is no sequence.</summary>
    public string? LengthOf { get; set; }

    public List<ParameterDraft> Parameters { get; } = [];

    // Found by GraphParser and ShapeInference.

    public IEnumerable<NodeDraft> Sources => Parameters.Where(parameter => parameter.Node is not null).Select(parameter => parameter.Node!);

    /// <summary>The tasks whose gradient arrives here: a detached parameter lets none through.</summary>
    public SortedSet<string> ReachedBy { get; } = new(System.StringComparer.Ordinal);

    /// <summary>Whether a task reads it, directly or through others.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether its layers hold parameters.</summary>
    public bool IsTrainable { get; set; }

    public Shape? Joined { get; set; }

    public List<Shape> LayerOutputs { get; } = [];

    public Shape? Output { get; set; }

    public Join Join => JoinAttribute is not null && KnownTypes.RuntimeName(JoinAttribute) == "Add" ? Join.Add : Join.Concat;
}

/// <summary>A parameter of a node: what it says, and then what it turns out to read.</summary>
internal sealed class ParameterDraft(IParameterSymbol symbol)
{
    public IParameterSymbol Symbol => symbol;

    public string Name => symbol.Name;

    /// <summary>The [Input], [Input&lt;TRow&gt;], [Sequence] or [Tokens] attribute.</summary>
    public AttributeData? Input { get; set; }

    public bool Detach { get; set; }

    /// <summary>Whether its attributes are wrong, which is reported, so that what it names says nothing.</summary>
    public bool IsMisread { get; set; }

    public NodeDraft? Node { get; set; }

    public InputDraft? Source { get; set; }

    /// <summary>Whether it reads the lengths of its source, and not the source itself.</summary>
    public bool IsLengths { get; set; }

    public Shape? Shape => Node is not null ? Node.Output : IsLengths ? Shape.Of() : Source?.Spec?.Shape;

    public string SourceName => Node?.Name ?? Source!.Name;
}

/// <summary>An input as its first parameter declares it.</summary>
internal sealed class InputDraft(string name, ParameterDraft declaration, InputSpec? spec)
{
    public string Name => name;

    public ParameterDraft Declaration => declaration;

    /// <summary>Null where its declaration has an error.</summary>
    public InputSpec? Spec => spec;

    /// <summary>Whether it has lengths, wrong or not.</summary>
    public bool IsSequence => KnownTypes.RuntimeName(declaration.Input!) is "Sequence" or "Tokens";
}
