using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record LeakyReLULayer(double Slope) : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute)
    {
        double slope = attribute.Double(0);
        return attribute.Require(AttributeReader.IsFinite(slope) && slope >= 0, "slope", slope, "finite and at least 0")
            ? new LeakyReLULayer(slope)
            : null;
    }

    public override string Display => $"LeakyReLU({Literal.Text(Slope)})";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"functional.leaky_relu({x}, {Literal.Of(Slope)})";
}
