using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Layers;

internal sealed record LayerNormLayer(double Epsilon) : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute)
    {
        double epsilon = attribute.Named("Epsilon", 1e-5);
        return attribute.Require(AttributeReader.IsFinite(epsilon) && epsilon > 0, "Epsilon", epsilon, "positive and finite")
            ? new LayerNormLayer(epsilon)
            : null;
    }

    public override string Display => "LayerNorm";

    public override string? Misfit(Shape input) =>
        input.Width == 1 ? "it would normalise a single feature, which is always 0 afterwards; widen the layer before it or remove it" : null;

    public override ModuleSpec Module(Shape input) => new(
        "LayerNorm",
        $"nn.LayerNorm({Literal.Of(input.Width)}, eps: {Literal.Of(Epsilon)})",
        new[] { new ParameterSpec("weight", Shape.Of(input.Width)), new ParameterSpec("bias", Shape.Of(input.Width)) }.ToEquatableArray());

    public override string Call(string? module, string x) => $"{module}.call({x})";
}
