using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record ReLULayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new ReLULayer();

    public override string Display => "ReLU";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"functional.relu({x})";
}
