using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

internal sealed record FlattenLayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new FlattenLayer();

    public override string Display => "Flatten";

    public override string? Misfit(Shape input) => input.IsSequence
        ? "its width would differ from batch to batch; use [MeanOverTime], [MaxOverTime] or [LastStep], which make one vector of a sequence"
        : null;

    public override Shape Output(Shape input) => Shape.Of(checked((int)input.Elements));

    public override string Call(string? module, string x) => $"{x}.flatten(1)";
}
