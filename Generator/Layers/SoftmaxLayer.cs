using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record SoftmaxLayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new SoftmaxLayer();

    public override string Display => "Softmax";

    public override string Call(string? module, string x) => $"functional.softmax({x}, dim: -1)";
}
