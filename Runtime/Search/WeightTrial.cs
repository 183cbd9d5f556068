namespace MtlDsl;

/// <summary>Weights that a search has tried.</summary>
public sealed record WeightTrial
{
    internal WeightTrial()
    {
    }

    /// <summary>The trial, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its weights, in the order of the tasks.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The last round that it took part in, from 1.</summary>
    public required int Rung { get; init; }

    /// <summary>For how many epochs it was trained in that round.</summary>
    public required int Epochs { get; init; }

    /// <summary>Its score; NaN where it diverged.</summary>
    public required double Score { get; init; }

    /// <summary>The standard deviation of the score over the folds, with n - 1; NaN with one fold, and of ranks.</summary>
    public required double ScoreDeviation { get; init; }

    /// <summary>The main metric of each task, in the order of the tasks.</summary>
    public required IReadOnlyList<TrialMetric> Metrics { get; init; }

    /// <summary>All that was measured, fold by fold; a fold in which training diverged has none.</summary>
    public required IReadOnlyList<IReadOnlyList<TaskResult>> Folds { get; init; }

    /// <summary>
    /// Whether no other trial is at least as good in the main metric of every task, and better in one: means over the folds, of the last round of
    /// each.
    /// </summary>
    public bool IsParetoOptimal { get; init; }

    /// <summary>Why it has no score: training diverged; null where it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>How long the trainings of that round took.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>The main metric of a task in a trial.</summary>
/// <param name="Task">The task.</param>
/// <param name="Name">What the metric is called.</param>
/// <param name="HigherIsBetter">Whether a higher value is the better one.</param>
/// <param name="Values">Its value in each fold; NaN where training diverged.</param>
public sealed record TrialMetric(string Task, string Name, bool HigherIsBetter, IReadOnlyList<double> Values)
{
    /// <summary>The mean over the folds.</summary>
    public double Mean => Values.Average();

    /// <summary>The standard deviation over the folds, with n - 1; NaN with one fold.</summary>
    public double Deviation => Sample.Deviation(Values);
}
