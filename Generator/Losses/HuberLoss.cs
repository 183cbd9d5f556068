using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Losses;

internal sealed record HuberLoss(double Delta) : RegressionLoss
{
    public static LossSpec? Parse(AttributeReader attribute)
    {
        double delta = attribute.Double(0);
        return attribute.Require(AttributeReader.IsFinite(delta) && delta > 0, "delta", delta, "positive and finite")
            ? new HuberLoss(delta)
            : null;
    }

    public override string Display => $"Huber({Literal.Text(Delta)})";

    public override string Formula(string task) => $"Huber({task})";

    protected override string Method => "Huber";

    protected override string Options => $", delta: {Literal.Of(Delta)}";
}
