using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

/// <summary>What the layers that make one vector of a sequence have in common.</summary>
internal abstract record TimePoolingLayer : LayerSpec
{
    public override string Display => Kind;

    public override bool NeedsLengths => true;

    public override string? Misfit(Shape input) => input switch
    {
        { IsSequence: false } => $"it takes a sequence, (batch, length, width), and this has no length that differs from example to example; remove it, or declare the input with [Sequence(...)] or [Tokens(...)]",
        { Rank: > 2 } => "it takes a sequence of vectors, (batch, length, width)",
        _ => null,
    };

    public override Shape Output(Shape input) => input.Step();

    public override string Call(string? module, string x) => $"global::MtlDsl.TimePooling.{Method}({x})";

    /// <summary>The method of the runtime's TimePooling.</summary>
    protected abstract string Method { get; }
}
