using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record MaxOverTimeLayer : TimePoolingLayer
{
    public static LayerSpec? Parse(AttributeReader attribute) => new MaxOverTimeLayer();

    protected override string Method => "Max";
}
