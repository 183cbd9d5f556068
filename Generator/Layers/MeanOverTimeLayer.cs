using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record MeanOverTimeLayer : TimePoolingLayer
{
    public static LayerSpec? Parse(AttributeReader attribute) => new MeanOverTimeLayer();

    protected override string Method => "Mean";
}
