using System.Globalization;

namespace MtlDsl;

/// <summary>How well each task is done by a model that was trained on it alone, of one or several seeds: what <see cref="DeltaM"/> compares with.</summary>
public sealed partial class SingleTaskBaseline
{
    /// <summary>A baseline of what was measured.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="tasks">The tasks, at least one.</param>
    /// <exception cref="ArgumentException">There is no task, one has no run, or the runs of one have metrics of several kinds.</exception>
    public SingleTaskBaseline(string model, IReadOnlyList<BaselineTask> tasks)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0) throw new ArgumentException("A baseline needs at least one task, and none was given.", nameof(tasks));
        foreach (BaselineTask task in tasks)
        {
            if (task.Runs.Count == 0)
                throw new ArgumentException($"{task.Task} has no run in the baseline: give what was measured for at least one seed.", nameof(tasks));
            if (task.Runs.FirstOrDefault(run => run.Metrics.GetType() != task.Runs[0].Metrics.GetType()) is { } other)
                throw new ArgumentException(
                    $"{task.Task} has {task.Runs[0].Metrics.GetType().Name} and {other.Metrics.GetType().Name} in the baseline: a task has one kind of metrics.", nameof(tasks));
        }
        Model = model;
        Tasks = [.. tasks];
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>What was measured, task by task in the order of the model.</summary>
    public IReadOnlyList<BaselineTask> Tasks { get; }

    /// <summary>Compares a model's tasks with this baseline; see <see cref="MtlDsl.DeltaM"/>.</summary>
    /// <param name="metrics">What was measured.</param>
    /// <param name="measured">
    /// Which metrics of a task to compare, as <c>task => task.Metrics.Values</c>; null: the <see cref="TaskMetrics.Main"/> one.
    /// </param>
    /// <exception cref="ArgumentException">The baseline is of other tasks, or a task has metrics of another kind in it.</exception>
    public DeltaM DeltaM(ModelMetrics metrics, Func<TaskResult, IReadOnlyList<MetricValue>>? measured = null) =>
        MtlDsl.DeltaM.Of(metrics, this, measured);

    /// <summary>A row for each task: its main metric, the mean over the runs and its deviation.</summary>
    public override string ToString()
    {
        var table = new TextTable(["task", "metric", "mean", "deviation", "runs"], leftAligned: 2);
        foreach (BaselineTask task in Tasks)
        {
            double[] values = [.. task.Runs.Select(run => run.Metrics.Main.Value)];
            string deviation = values.Length > 1 ? Number(Sample.Deviation(values)) : "";
            table.Add([task.Task, task.Runs[0].Metrics.Main.Name, Number(values.Average()), deviation, values.Length.ToString(CultureInfo.InvariantCulture)]);
        }
        return table.ToString();
    }

    internal DeltaM Compare(IReadOnlyList<TaskResult> results, Func<TaskResult, IReadOnlyList<MetricValue>>? measured)
    {
        measured ??= task => [task.Metrics.Main];
        RequireTasks([.. results.Select(result => result.Task)]);
        return new DeltaM([.. results.Zip(Tasks, (result, task) => Compare(result, task, measured))]);
    }

    internal void RequireTasks(IReadOnlyList<string> tasks)
    {
        if (!tasks.SequenceEqual(Tasks.Select(task => task.Task)))
            throw new ArgumentException(
                $"The baseline is of {string.Join(", ", Tasks.Select(task => task.Task))}, and the metrics are of {string.Join(", ", tasks)}: train a baseline for these tasks.");
    }

    private static TaskDelta Compare(TaskResult result, BaselineTask task, Func<TaskResult, IReadOnlyList<MetricValue>> measured)
    {
        if (result.Metrics.GetType() != task.Runs[0].Metrics.GetType())
            throw new ArgumentException(
                $"{result.Task} has {task.Runs[0].Metrics.GetType().Name} in the baseline and {result.Metrics.GetType().Name} now: train a baseline with the task's loss.");
        IReadOnlyList<MetricValue> values = measured(result);
        if (values.Count == 0) throw new ArgumentException($"There is no metric of {result.Task} to compare: give at least one.", nameof(measured));
        IReadOnlyList<MetricValue>[] runs = [.. task.Runs.Select(run => measured(new TaskResult(task.Task, run.Metrics)))];
        return new TaskDelta(result.Task,
            [.. values.Select((value, i) => new MetricDelta(value.Name, value.Value, runs.Average(run => run[i].Value), value.HigherIsBetter))]);
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

/// <summary>A task of a <see cref="SingleTaskBaseline"/>.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Runs">What was measured after each training on this task alone.</param>
public sealed record BaselineTask(string Task, IReadOnlyList<BaselineRun> Runs);

/// <summary>A training on one task alone.</summary>
/// <param name="Seed">The seed of the model and of the training.</param>
/// <param name="Metrics">How well the task was done.</param>
public sealed record BaselineRun(long Seed, TaskMetrics Metrics);
