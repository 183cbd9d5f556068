using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record LastStepLayer : TimePoolingLayer
{
    public static LayerSpec? Parse(AttributeReader attribute) => new LastStepLayer();

    protected override string Method => "Last";
}
