using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Losses;

/// <summary>What the losses on real numbers have in common.</summary>
internal abstract record RegressionLoss : LossSpec
{
    public override void Check(TaskCheck check)
    {
        check.RequireVector();
        check.RequireNoEnum();
    }

    public override TaskTypes Types(string? enumeration, int width) => new(
        Label: width == 1 ? "float?" : "float[]?",
        ColumnType: TaskTypes.Runtime + "RealColumn",
        ColumnArguments: ", " + Literal.Of(width),
        Metrics: TaskTypes.Runtime + "RegressionMetrics",
        Accumulator: TaskTypes.Runtime + $"RegressionAccumulator({Literal.Of(width)})",
        Prediction: TaskTypes.Runtime + "RegressionPrediction",
        Reader: width == 1 ? "SingleOrNull({0})" : $"SinglesOrNull({{0}}, {Literal.Of(width)})");

    public override string Call(string output, string target, string mask, string? weights) =>
        $"global::MtlDsl.TaskLoss.{Method}({output}, {target}, {mask}{Options})";

    protected abstract string Method { get; }

    protected virtual string Options => "";
}
