using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Losses;

internal sealed record MultiLabelLoss(EquatableArray<double>? PositiveWeights, bool Balanced) : LossSpec
{
    public static LossSpec? Parse(AttributeReader attribute) =>
        new MultiLabelLoss(attribute.NamedArray("PositiveWeights")?.ToEquatableArray(), ParseBalanced(attribute, "PositiveWeights"));

    public override string Display => "MultiLabel";

    public override string Formula(string task) => $"mean binary cross entropy({task})";

    public override EquatableArray<double>? Constants => PositiveWeights;

    public override bool IsBalanced => Balanced;

    public override void Check(TaskCheck check)
    {
        check.RequireVector();
        check.RequireNoEnum();
        check.RequireWeights(PositiveWeights, "PositiveWeights", zeroAllowed: false);
        check.WarnOfProbabilities();
    }

    public override TaskTypes Types(string? enumeration, int width) => new(
        Label: "bool[]?",
        ColumnType: TaskTypes.Runtime + "MultiLabelColumn",
        ColumnArguments: ", " + Literal.Of(width),
        Metrics: TaskTypes.Runtime + "MultiLabelMetrics",
        Accumulator: TaskTypes.Runtime + $"MultiLabelAccumulator({Literal.Of(width)})",
        Prediction: TaskTypes.Runtime + "MultiLabelPrediction",
        Reader: $"BooleansOrNull({{0}}, {Literal.Of(width)})");

    public override string Call(string output, string target, string mask, string? weights) =>
        $"global::MtlDsl.TaskLoss.MultiLabel({output}, {target}, {mask}{(weights is null ? "" : $", positiveWeights: {weights}")})";
}
