using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record GELULayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new GELULayer();

    public override string Display => "GELU";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"functional.gelu({x})";
}
