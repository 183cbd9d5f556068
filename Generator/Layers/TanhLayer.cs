using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record TanhLayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new TanhLayer();

    public override string Display => "Tanh";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"torch.tanh({x})";
}
