namespace MtlDsl;

/// <summary>What a report says beside what the history knows.</summary>
public sealed record ReportOptions
{
    /// <summary>The heading; null: the model's name.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// How related the tasks are by measures that are not in the history, such as what their labels tell (<see cref="TaskRelatedness"/>).
    /// </summary>
    public IReadOnlyList<TaskMatrix> Relatedness { get; init; } = [];

    /// <summary>How well each task is done by a model of its own: <see cref="DeltaM"/> of each epoch against it is shown; null: nothing of it.</summary>
    public SingleTaskBaseline? Baseline { get; init; }
}
