namespace MtlDsl;

/// <summary>By what the trials of a search are compared: a number for each model, whose mean over folds counts, or their ranks among each other.</summary>
public sealed class SearchScore
{
    // Null: the rank among the other trials, which a model alone has not.
    private readonly Func<ModelMetrics, double>? _value;

    private SearchScore(string name, bool isMaximized, Func<ModelMetrics, double>? value) => (Name, IsMaximized, _value) = (name, isMaximized, value);

    /// <summary>The mean over tasks of <see cref="TaskMetrics.Score"/>, from 0 to 1.</summary>
    public static SearchScore MeanScore { get; } =
        new("mean score", isMaximized: true, metrics => metrics.Tasks.Average(task => task.Metrics.Score));

    /// <summary>
    /// The joint loss of the validation data, by the weights of the model's class, which are the same in all trials. It favours weights that are
    /// like those.
    /// </summary>
    public static SearchScore JointLoss { get; } = Of(MonitoredMetric.JointLoss);

    /// <summary>
    /// The mean over tasks of a trial's rank by the task's <see cref="TaskMetrics.Main"/> metric, 1 being the best of those that were trained as
    /// long; equal ones share the mean of their ranks.
    /// </summary>
    public static SearchScore MeanRank { get; } = new("mean rank", isMaximized: false, value: null);

    /// <summary>What it is called in tables.</summary>
    public string Name { get; }

    /// <summary>Whether more is better.</summary>
    public bool IsMaximized { get; }

    /// <summary>A metric of the model, such as <c>MonitoredMetric.Maximize((QuickStart.Metrics m) => m.Digit.Accuracy)</c>.</summary>
    public static SearchScore Of(MonitoredMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new SearchScore(metric.Name, metric.IsMaximized, metric.Value);
    }

    /// <summary>How much better tasks are done than by models that were trained on each alone: <see cref="MtlDsl.DeltaM"/>.</summary>
    /// <param name="baseline">What to compare with.</param>
    /// <param name="measured">Which metrics of a task to compare; null: the <see cref="TaskMetrics.Main"/> one.</param>
    public static SearchScore DeltaM(SingleTaskBaseline baseline, Func<TaskResult, IReadOnlyList<MetricValue>>? measured = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new SearchScore("delta-m", isMaximized: true, metrics => baseline.DeltaM(metrics, measured).Value);
    }

    /// <summary>A metric as a score.</summary>
    public static implicit operator SearchScore(MonitoredMetric metric) => Of(metric);

    /// <summary>The score of one model; NaN where only trials together have one.</summary>
    internal double Of(ModelMetrics metrics) => _value?.Invoke(metrics) ?? double.NaN;

    /// <summary>The scores of trials that were trained as long, each of its folds.</summary>
    internal double[] Of(IReadOnlyList<IReadOnlyList<FoldResult>> trials) => _value is null
        ? MeanRanks([.. trials.Select(MainMetrics)])
        : [.. trials.Select(folds => folds.Average(fold => fold.Score))];

    /// <summary>The numbers of trials in order, the best first; of equal ones, and those without a score, the first one.</summary>
    internal int[] BestFirst(IReadOnlyList<double> scores) =>
    [
        .. Enumerable.Range(0, scores.Count).OrderBy(trial => double.IsNaN(scores[trial]))
            .ThenBy(trial => IsMaximized ? -scores[trial] : scores[trial]).ThenBy(trial => trial),
    ];

    // A trial that diverged in a fold is the worst of all in each task.
    private static MetricValue[]? MainMetrics(IReadOnlyList<FoldResult> folds)
    {
        if (folds.Any(fold => fold.Metrics is null)) return null;
        return [.. Enumerable.Range(0, folds[0].Metrics!.Tasks.Count).Select(task => folds[0].Metrics!.Tasks[task].Main with
        {
            Value = folds.Average(fold => fold.Metrics!.Tasks[task].Main.Value),
        })];
    }

    private static double[] MeanRanks(MetricValue[]?[] trials)
    {
        int tasks = trials.FirstOrDefault(metrics => metrics is not null)?.Length ?? 0;
        var ranks = new double[trials.Length];
        for (int task = 0; task < tasks; task++)
        {
            double[] keys = [.. trials.Select(metrics => metrics is null || double.IsNaN(metrics[task].Value)
                ? double.PositiveInfinity
                : metrics[task].HigherIsBetter ? -metrics[task].Value : metrics[task].Value)];
            for (int trial = 0; trial < trials.Length; trial++)
            {
                int better = keys.Count(key => key < keys[trial]), equal = keys.Count(key => key == keys[trial]);
                ranks[trial] += (better + (equal + 1) / 2.0) / tasks;
            }
        }
        return [.. ranks.Select((rank, trial) => trials[trial] is null ? double.NaN : rank)];
    }
}
