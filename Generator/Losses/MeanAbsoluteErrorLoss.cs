using MtlDsl.Generator.Parsing;

namespace MtlDsl.Generator.Losses;

internal sealed record MeanAbsoluteErrorLoss : RegressionLoss
{
    public static LossSpec? Parse(AttributeReader attribute) => new MeanAbsoluteErrorLoss();

    public override string Display => "MeanAbsoluteError";

    public override string Formula(string task) => $"mean absolute error({task})";

    protected override string Method => "MeanAbsoluteError";
}
