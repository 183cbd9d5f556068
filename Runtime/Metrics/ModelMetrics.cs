namespace MtlDsl;

/// <summary>The metrics of a task, by the task's name.</summary>
/// <param name="Task">The name of the task's method.</param>
/// <param name="Metrics">Its metrics.</param>
public readonly record struct TaskResult(string Task, TaskMetrics Metrics);

/// <summary>What concerns all tasks together.</summary>
/// <param name="Loss">The joint loss, the mean over all rows; NaN with no rows.</param>
public sealed record JointMetrics(double Loss)
{
    /// <summary>As <c>loss 0.2713</c>.</summary>
    public override string ToString() => new MetricValue("loss", Loss, HigherIsBetter: false).ToString();
}

/// <summary>How well a model does all its tasks on a data set; each model has a record of its own with a property for each task.</summary>
/// <param name="Joint">What concerns all tasks together.</param>
public abstract record ModelMetrics(JointMetrics Joint)
{
    /// <summary>The metrics of every task, in the order of the source.</summary>
    public abstract IReadOnlyList<TaskResult> Tasks { get; }

    /// <summary>A line for the joint loss and one for each task.</summary>
    public sealed override string ToString() =>
        string.Join(Environment.NewLine, Tasks.Select(task => $"{task.Task}: {task.Metrics}").Prepend($"Joint: {Joint}"));
}
