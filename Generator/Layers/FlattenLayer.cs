using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

internal sealed record FlattenLayer : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute) => new FlattenLayer();

    public override string Display => "Flatten";

    public override Shape Output(Shape input) => Shape.Of(checked((int)input.Elements));

    public override string Call(string? module, string x) => $"{x}.flatten(1)";
}
