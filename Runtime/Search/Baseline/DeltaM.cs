using System.Globalization;

namespace MtlDsl;

/// <summary>
/// How much better or worse tasks do than a baseline, by the mean over tasks of the relative change of their metrics (Maninis et al.,
/// "Attentive Single-Tasking of Multiple Tasks", 2019): Δm = 1/T Σ_i s_i (M_i - B_i) / B_i, where s_i is 1 where a higher metric is better and
/// -1 where a lower one is. Of a task with several metrics the mean over these comes first (Vandenhende et al., 2021). Above 0 is better
/// than the baseline, 0.02 being 2 %.
/// </summary>
/// <param name="Tasks">What each task contributes.</param>
public sealed record DeltaM(IReadOnlyList<TaskDelta> Tasks)
{
    /// <summary>The mean of the tasks' changes, as a share: 0.02 is 2 % better. NaN where that of any task is.</summary>
    public double Value => Tasks.Average(task => task.Value);

    /// <summary>Compares a model's tasks with a baseline.</summary>
    /// <param name="metrics">What was measured.</param>
    /// <param name="baseline">What to compare it with.</param>
    /// <param name="measured">Which metrics of a task to compare; null: the <see cref="TaskMetrics.Main"/> one.</param>
    /// <exception cref="ArgumentException">The baseline is of other tasks, or a task has metrics of another kind in it.</exception>
    public static DeltaM Of(ModelMetrics metrics, SingleTaskBaseline baseline, Func<TaskResult, IReadOnlyList<MetricValue>>? measured = null)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(baseline);
        return baseline.Compare(metrics.Tasks, measured);
    }

    /// <summary>A row for each metric, with its change, and the mean under them.</summary>
    public override string ToString()
    {
        var table = new TextTable(["task", "metric", "value", "baseline", "change"], leftAligned: 2);
        foreach (TaskDelta task in Tasks)
        {
            foreach (MetricDelta metric in task.Metrics)
                table.Add([task.Task, metric.Name, Number(metric.Value), Number(metric.Baseline), Percent(metric.Change)]);
            if (task.Metrics.Count > 1) table.Add([task.Task, "mean", "", "", Percent(task.Value)]);
        }
        table.Add(["delta-m", "", "", "", Percent(Value)]);
        return table.ToString();
    }

    internal static string Percent(double share) => (100 * share).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

/// <summary>What a task contributes to a <see cref="DeltaM"/>.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Metrics">The changes of its metrics, at least one.</param>
public sealed record TaskDelta(string Task, IReadOnlyList<MetricDelta> Metrics)
{
    /// <summary>The mean of its metrics' changes.</summary>
    public double Value => Metrics.Average(metric => metric.Change);
}

/// <summary>A metric beside that of the baseline.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="HigherIsBetter">Whether a higher value is the better one.</param>
public readonly record struct MetricDelta(string Name, double Value, double Baseline, bool HigherIsBetter)
{
    /// <summary>
    /// The relative change, above 0 where the value is the better one: by the size of the baseline, so that the sign is right where that is
    /// below 0 too, as an R² may be. Infinite where the baseline is 0 and the value is not.
    /// </summary>
    public double Change => Value == Baseline ? 0 : (HigherIsBetter ? Value - Baseline : Baseline - Value) / Math.Abs(Baseline);
}
