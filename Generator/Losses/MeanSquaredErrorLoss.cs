using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Losses;

internal sealed record MeanSquaredErrorLoss : RegressionLoss
{
    public static LossSpec? Parse(AttributeReader attribute) => new MeanSquaredErrorLoss();

    public override string Display => "MeanSquaredError";

    public override string Formula(string task) => $"mean squared error({task})";

    protected override string Method => "MeanSquaredError";
}
