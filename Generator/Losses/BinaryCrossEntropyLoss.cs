using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Losses;

internal sealed record BinaryCrossEntropyLoss(double PositiveWeight, bool Balanced) : LossSpec
{
    public static LossSpec? Parse(AttributeReader attribute)
    {
        double weight = attribute.Named("PositiveWeight", 1.0);
        bool balanced = ParseBalanced(attribute, "PositiveWeight");
        return attribute.Require(AttributeReader.IsFinite(weight) && weight > 0, "PositiveWeight", weight, "positive and finite")
            ? new BinaryCrossEntropyLoss(weight, balanced)
            : null;
    }

    public override string Display => "BinaryCrossEntropy";

    public override string Formula(string task) => $"binary cross entropy({task})";

    public override EquatableArray<double>? Constants => PositiveWeight == 1 ? null : new EquatableArray<double>([PositiveWeight]);

    public override bool IsBalanced => Balanced;

    public override void Check(TaskCheck check)
    {
        check.RequireOneOutput();
        if (check.Enum is not null && KnownTypes.ClassCount(check.Enum) is var count && count != 2)
            check.Reporter.Report(DiagnosticDescriptors.BinaryNeedsTwoMembers, check.Role, check.Task, check.Enum.Name, count);
        check.WarnOfProbabilities();
    }

    public override TaskTypes Types(string? enumeration, int width)
    {
        string argument = enumeration is null ? "" : $"<{enumeration}>";
        return new TaskTypes(
            Label: (enumeration ?? "bool") + "?",
            ColumnType: TaskTypes.Runtime + "BinaryColumn" + argument,
            ColumnArguments: "",
            Metrics: TaskTypes.Runtime + "BinaryMetrics",
            Accumulator: TaskTypes.Runtime + "BinaryAccumulator()",
            Prediction: TaskTypes.Runtime + "BinaryPrediction" + argument,
            Reader: enumeration is null ? "BooleanOrNull({0})" : $"EnumOrNull<{enumeration}>({{0}})");
    }

    public override string Call(string output, string target, string mask, string? weights) =>
        $"global::MtlDsl.TaskLoss.BinaryCrossEntropy({output}, {target}, {mask}{(weights is null ? "" : $", positiveWeight: {weights}")})";
}
