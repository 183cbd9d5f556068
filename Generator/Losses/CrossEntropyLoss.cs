using MtlDsl.Generator.Diagnostics;
using MtlDsl.Generator.Emit;
using MtlDsl.Generator.Parsing;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Losses;

internal sealed record CrossEntropyLoss(double LabelSmoothing, EquatableArray<double>? ClassWeights, bool Balanced) : LossSpec
{
    public static LossSpec? Parse(AttributeReader attribute)
    {
        double smoothing = attribute.Named("LabelSmoothing", 0.0);
        if (!attribute.Require(smoothing is >= 0 and < 1, "LabelSmoothing", smoothing, "in [0, 1)"))
            return null;
        bool balanced = ParseBalanced(attribute, "ClassWeights");
        return new CrossEntropyLoss(smoothing, attribute.NamedArray("ClassWeights")?.ToEquatableArray(), balanced);
    }

    public override string Display => "CrossEntropy";

    public override string Formula(string task) => $"cross entropy({task})";

    public override EquatableArray<double>? Constants => ClassWeights;

    public override bool IsBalanced => Balanced;

    public override void Check(TaskCheck check)
    {
        if (!check.RequireVector())
            return;
        if (check.Output.Width == 1)
            check.Reporter.Report(DiagnosticDescriptors.CrossEntropyNeedsClasses, check.OutputLocation, check.Task);
        else if (check.Enum is not null && KnownTypes.ClassCount(check.Enum) is var count && count != check.Output.Width)
            check.Reporter.Report(DiagnosticDescriptors.EnumCountMismatch, check.OutputLocation, check.Task, check.Output.Width, check.Enum.Name, count);
        check.RequireWeights(ClassWeights, "ClassWeights", zeroAllowed: true);
        check.WarnOfProbabilities();
    }

    public override TaskTypes Types(string? enumeration, int width)
    {
        string argument = enumeration is null ? "" : $"<{enumeration}>";
        return new TaskTypes(
            Label: (enumeration ?? "int") + "?",
            ColumnType: TaskTypes.Runtime + "ClassColumn" + argument,
            ColumnArguments: enumeration is null ? ", " + Literal.Of(width) : "",
            Metrics: TaskTypes.Runtime + "MulticlassMetrics",
            Accumulator: TaskTypes.Runtime + $"MulticlassAccumulator({Literal.Of(width)})",
            Prediction: TaskTypes.Runtime + "ClassPrediction" + argument,
            Reader: enumeration is null ? "Int32OrNull({0})" : $"EnumOrNull<{enumeration}>({{0}})");
    }

    public override string Call(string output, string target, string mask, string? weights)
    {
        string options = (LabelSmoothing > 0 ? $", labelSmoothing: {Literal.Of(LabelSmoothing)}" : "")
            + (weights is null ? "" : $", classWeights: {weights}");
        return $"global::MtlDsl.TaskLoss.CrossEntropy({output}, {target}, {mask}{options})";
    }

    public override string? CallTogether(string outputs, string targets, string masks)
    {
        if (Balanced || ClassWeights is not null)
            return null;
        string options = LabelSmoothing > 0 ? $",\n    labelSmoothing: {Literal.Of(LabelSmoothing)}" : "";
        return $"global::MtlDsl.TaskLoss.CrossEntropies(\n    {outputs},\n    {targets},\n    {masks}{options})";
    }
}
