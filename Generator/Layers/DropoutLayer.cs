using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Layers;

internal sealed record DropoutLayer(double P) : LayerSpec
{
    public static LayerSpec? Parse(AttributeReader attribute)
    {
        double p = attribute.Double(0);
        return attribute.Require(p is >= 0 and < 1, "p", p, "in [0, 1): the probability with which an element is zeroed")
            ? new DropoutLayer(p)
            : null;
    }

    public override string Display => $"Dropout({Literal.Text(P)})";

    public override bool IsElementwise => true;

    public override string Call(string? module, string x) => $"global::MtlDsl.StepDropout.Apply({x}, {Literal.Of(P)}, training, StepRandom)";
}
