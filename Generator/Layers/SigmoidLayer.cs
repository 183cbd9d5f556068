using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record SigmoidLayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new SigmoidLayer();

    public override string Display => "Sigmoid";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"torch.sigmoid({x})";
}
