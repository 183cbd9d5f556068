using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

/// <summary>
/// A layer as the user wrote it: what it accepts, what shape it gives, and the code that makes and calls it. A layer is one file here: a
/// sealed record named after its attribute (LinearLayer for [Linear]) with a static method <c>Parse(AttributeReader)</c>.
/// </summary>
internal abstract record LayerSpec
{
    /// <summary>As in the attribute list: Linear(64).</summary>
    public abstract string Display { get; }

    /// <summary>Whether it takes tokens, which are indices; any other layer takes numbers.</summary>
    public virtual bool TakesTokens => false;

    /// <summary>Why the layer cannot take this shape and what to do about it, or null if it can.</summary>
    public virtual string? Misfit(Shape input) => null;

    /// <summary>The shape of one example that leaves the layer.</summary>
    public virtual Shape Output(Shape input) => input;

    /// <summary>The module that holds the layer's parameters; null for a layer without any.</summary>
    public virtual ModuleSpec? Module(Shape input) => null;

    /// <summary>Whether each element of its output depends on the element at its place alone: then its gradient is a factor for each.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>Whether it mixes the steps of a sequence, so that it has to know which of them are padding.</summary>
    public virtual bool NeedsLengths => false;

    /// <summary>An expression for the layer's output.</summary>
    /// <param name="module">The field of the module.</param>
    /// <param name="x">An expression for its input; where it needs lengths, a comma and one for them follow.</param>
    public abstract string Call(string? module, string x);

    /// <summary>The attribute's name without its suffix: Linear.</summary>
    public string Kind => KindOf(GetType());

    /// <summary>The layers there are, by attribute.</summary>
    public static IReadOnlyDictionary<string, Func<AttributeReader, LayerSpec?>> Parsers { get; } =
        typeof(LayerSpec).Assembly.GetTypes()
            .Where(type => type.IsSealed && typeof(LayerSpec).IsAssignableFrom(type))
            .ToDictionary(KindOf, type => (Func<AttributeReader, LayerSpec?>)type
                .GetMethod("Parse", BindingFlags.Static | BindingFlags.Public)!
                .CreateDelegate(typeof(Func<AttributeReader, LayerSpec?>)));

    private static string KindOf(Type type) => type.Name.Substring(0, type.Name.Length - "Layer".Length);
}

/// <summary>A TorchSharp module of a layer.</summary>
/// <param name="Type">Its type, in TorchSharp.Modules: Linear.</param>
/// <param name="Factory">The call that makes it: nn.Linear(100, 64).</param>
/// <param name="Parameters">Its parameters in the order of state_dict, with the properties that hold them.</param>
internal sealed record ModuleSpec(string Type, string Factory, EquatableArray<ParameterSpec> Parameters);

/// <summary>A parameter of a module.</summary>
/// <param name="Property">The module's property: weight.</param>
internal sealed record ParameterSpec(string Property, Shape Shape)
{
    public long Elements => Shape.Elements;
}
