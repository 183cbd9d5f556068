using System.Globalization;

namespace MtlDsl;

/// <summary>What a search has found.</summary>
public sealed class WeightSearchResult
{
    internal WeightSearchResult(SearchPlan plan, SearchScore score, IReadOnlyList<IReadOnlyList<FoldResult>> results)
    {
        (Model, Tasks, Score, Method) = (plan.Model, plan.Tasks, score, plan.Method);
        MetricsData any = results.SelectMany(folds => folds).FirstOrDefault(fold => fold.Metrics is not null)?.Metrics
            ?? throw new InvalidOperationException($"Training diverged in all {results.Count} trials; in the first one: {results[0][0].Problem}");
        IReadOnlyList<WeightTrial> trials = [.. results.GroupBy(folds => folds[0].Rung).SelectMany(rung => OfRung([.. rung], any))];
        bool[] isOptimal = Pareto.Front(
            [.. trials.Select(trial => trial.Metrics.Select(metric => metric.HigherIsBetter ? metric.Mean : -metric.Mean).ToArray())]);
        WeightTrial[] marked = [.. trials.Zip(isOptimal, (trial, optimal) => trial with { IsParetoOptimal = optimal }).OrderBy(trial => trial.Number)];
        int[] bestFirst = score.BestFirst([.. marked.Select(trial => trial.Score)]);
        Trials = [.. bestFirst.Select(trial => marked[trial]).OrderBy(trial => double.IsNaN(trial.Score)).ThenByDescending(trial => trial.Rung)];
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The tasks' names, in the order of the weights.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>By what trials were compared.</summary>
    public SearchScore Score { get; }

    /// <summary>The trials, the best first: by their last round, the last one first, and by their scores. Those without a score come last.</summary>
    public IReadOnlyList<WeightTrial> Trials { get; }

    /// <summary>The trial of the best score among those of the last round.</summary>
    public WeightTrial Best => Trials[0];

    /// <summary>The trials than which no other one is better in one task without being worse in another, the best score first.</summary>
    public IReadOnlyList<WeightTrial> ParetoFront => [.. Trials.Where(trial => trial.IsParetoOptimal)];

    internal string Method { get; }

    /// <summary>The headings of a table of the trials.</summary>
    internal string[] Columns =>
    [
        "trial", .. Tasks.Select(task => $"weight {task}"), "epochs", .. Best.Metrics.Select(metric => $"{metric.Task} {metric.Name}"), Score.Name, "Pareto",
    ];

    /// <summary>
    /// A row for each trial, the best first: its weights, epochs, the main metric of each task as mean ± deviation over the folds, and the score; a
    /// star marks those of the Pareto front.
    /// </summary>
    public override string ToString()
    {
        var table = new TextTable(Columns, leftAligned: 0);
        foreach (WeightTrial trial in Trials)
        {
            table.Add([
                Number(trial.Number), .. trial.Weights.Select(Number), Number(trial.Epochs),
                .. trial.Metrics.Select(metric => MeanText(metric.Mean, metric.Deviation)),
                trial.Problem is null ? MeanText(trial.Score, trial.ScoreDeviation) : "diverged", trial.IsParetoOptimal ? "*" : "",
            ]);
        }
        return table.ToString();
    }

    /// <summary>
    /// Writes an HTML page with the trade-offs between tasks (for two a scatter with the Pareto front, for more parallel coordinates), the score by
    /// the weight of each task, and a table of the trials. The page needs neither network nor script. The same result gives the same file.
    /// </summary>
    /// <param name="path">The file; at any moment it is the whole old one or the whole new one.</param>
    /// <param name="title">The heading; null: the model's name.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void SaveReport(string path, string? title = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportFile.Write(SearchReport.Of(this, title ?? Model), path);
    }

    private static string MeanText(double mean, double deviation) => double.IsNaN(deviation)
        ? Number(mean)
        : $"{Number(mean)} ± {deviation.ToString("G2", CultureInfo.InvariantCulture)}";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private IEnumerable<WeightTrial> OfRung(IReadOnlyList<FoldResult>[] trials, MetricsData any)
    {
        double[] scores = Score.Of(trials);
        return trials.Select((folds, i) => new WeightTrial
        {
            Number = folds[0].Trial + 1,
            Weights = folds[0].Weights,
            Rung = folds[0].Rung + 1,
            Epochs = folds[0].Epochs,
            Score = scores[i],
            ScoreDeviation = Sample.Deviation([.. folds.Select(fold => fold.Score)]),
            Metrics = [.. Tasks.Select((task, index) => Metric(folds, task, index, any.Tasks[index].Main))],
            Folds = [.. folds.Select(fold => Results(fold.Metrics))],
            Problem = folds.FirstOrDefault(fold => fold.Problem is not null)?.Problem,
            Duration = TimeSpan.FromTicks(folds.Sum(fold => fold.DurationTicks)),
        });
    }

    private static TrialMetric Metric(IReadOnlyList<FoldResult> folds, string task, int index, MetricValue main) =>
        new(task, main.Name, main.HigherIsBetter, [.. folds.Select(fold => fold.Metrics?.Tasks[index].Main.Value ?? double.NaN)]);

    private IReadOnlyList<TaskResult> Results(MetricsData? metrics) =>
        metrics is null ? [] : [.. Tasks.Zip(metrics.Tasks, (task, result) => new TaskResult(task, result))];
}
