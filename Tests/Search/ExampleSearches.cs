namespace MtlDsl.Tests;

/// <summary>Results of searches that were not made.</summary>
internal static class ExampleSearches
{
    /// <summary>A result of trials of which the metrics of each fold are given: an accuracy for all tasks but the last, which has an RMSE.</summary>
    public static WeightSearchResult Of(SearchScore score, IReadOnlyList<string> tasks, params IReadOnlyList<ExampleTrial> trials)
    {
        var plan = new SearchPlan("Cards", tasks, 100, "RandomSearch", score.Name, trials[0].Folds.Count, 10, 32, "Adam", 1e-3, 0,
            [new SearchRung(trials.Count, 10)], [.. trials.Select(trial => trial.Weights)]);
        return new WeightSearchResult(plan, score, [.. trials.Select((trial, number) => trial.Folds.Select((values, fold) => Fold(tasks, score, trial, number, fold, values)).ToArray())]);
    }

    /// <summary>Many trials along a front, with noise.</summary>
    public static WeightSearchResult Many(int tasks, int trials = 40, int folds = 5, SearchScore? score = null)
    {
        var random = new Random(5);
        string[] names = [.. new[] { "Digit", "Suit", "Colour", "Joker", "Rank", "Value", "Condition of the card", "Age" }.Take(tasks - 1), "Price"];
        IEnumerable<ExampleTrial> all = new RandomSearch(trials).Candidates(tasks, seed: 3).Select(weights => new ExampleTrial(weights,
            [.. Enumerable.Range(0, folds).Select(_ => weights.Select((weight, task) =>
            {
                double good = 1 - Math.Exp(-2 * weight) + 0.05 * (random.NextDouble() - 0.5);
                return task < tasks - 1 ? 0.5 + 0.4 * good : 3 - 2 * good;
            }).ToArray())]));
        return Of(score ?? SearchScore.MeanScore, names, [.. all]);
    }

    private static FoldResult Fold(IReadOnlyList<string> tasks, SearchScore score, ExampleTrial trial, int number, int fold, double[]? values)
    {
        if (values is null) return new FoldResult(number, trial.Rung, fold, trial.Epochs, trial.Weights, double.NaN, null, "The loss is not finite.", 0);
        TaskMetrics[] metrics = [.. values.Select((value, task) => task < tasks.Count - 1
            ? new MulticlassMetrics(1, 10, value, 0, 0, 0)
            : (TaskMetrics)new RegressionMetrics(1, 10, 0, value, 1 - value / 4))];
        var all = new ExampleMetrics(new JointMetrics(values.Sum()), [.. tasks.Zip(metrics, (task, one) => new TaskResult(task, one))]);
        return new FoldResult(number, trial.Rung, fold, trial.Epochs, trial.Weights, score.Of(all), MetricsData.Of(all), null, TimeSpan.TicksPerSecond);
    }

    private sealed record ExampleMetrics(JointMetrics Joint, IReadOnlyList<TaskResult> Results) : ModelMetrics(Joint)
    {
        public override IReadOnlyList<TaskResult> Tasks => Results;
    }
}

/// <summary>A trial of an example.</summary>
/// <param name="Weights">Its weights.</param>
/// <param name="Folds">The main metric of each task in each fold; null where training diverged.</param>
internal sealed record ExampleTrial(IReadOnlyList<double> Weights, IReadOnlyList<double[]?> Folds)
{
    /// <summary>Its last round, from 0.</summary>
    public int Rung { get; init; }

    /// <summary>Its epochs in that round.</summary>
    public int Epochs { get; init; } = 10;
}
