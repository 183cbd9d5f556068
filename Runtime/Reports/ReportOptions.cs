namespace MtlDsl;

/// <summary>What a report says beside what the history knows.</summary>
public sealed record ReportOptions
{
    /// <summary>The heading; null: the model's name.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// How related the tasks are: a number for each pair, above 0 where they help and below where they hinder each other, such as the cosine
    /// of their gradients (Yu et al., 2020); null: nothing of it is shown.
    /// </summary>
    public LabelledMatrix? Relatedness { get; init; }

    /// <summary>How well each task is done by a model of its own: <see cref="DeltaM"/> of each epoch against it is shown; null: nothing of it.</summary>
    public SingleTaskBaseline? Baseline { get; init; }
}
