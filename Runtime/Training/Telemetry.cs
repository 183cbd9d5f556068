using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MtlDsl;

/// <summary>Activities and instruments of training, under the name MtlDsl, for whoever listens; they cost next to nothing where nobody does.</summary>
internal static class Telemetry
{
    private const string Name = "MtlDsl";
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("mtldsl.training.steps", "{step}", "Steps taken.");
    private static readonly Counter<long> Examples = Meter.CreateCounter<long>("mtldsl.training.examples", "{example}", "Examples learnt from.");
    private static readonly Histogram<double> Loss = Meter.CreateHistogram<double>("mtldsl.training.loss", "1", "The loss of a step, by task.");
    private static readonly Histogram<double> GradientNorm =
        Meter.CreateHistogram<double>("mtldsl.training.gradient_norm", "1", "The norm of the gradients of a step, before clipping.");

    /// <summary>Activities fit, epoch, validation and checkpoint.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Counts a step.</summary>
    public static void Count(TrainingRun run, long examples)
    {
        if (Steps.Enabled) Steps.Add(1, Tag("model", run.Model.GetName()));
        if (Examples.Enabled) Examples.Add(examples, Tag("model", run.Model.GetName()));
        if (GradientNorm.Enabled) GradientNorm.Record(run.Optimizer.GradientNorm, Tag("model", run.Model.GetName()));
        if (!Loss.Enabled) return;
        for (int task = 0; task < run.Tasks.Count; task++)
            Loss.Record(run.LastLoss(task + 1), Tag("model", run.Model.GetName()), Tag("task", run.Tasks[task]));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
