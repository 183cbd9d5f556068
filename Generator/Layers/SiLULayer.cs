using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record SiLULayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new SiLULayer();

    public override string Display => "SiLU";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"functional.silu({x})";
}
