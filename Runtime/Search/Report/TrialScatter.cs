using System.Globalization;

namespace MtlDsl;

/// <summary>A number of a trial that a chart draws.</summary>
/// <param name="Name">What it is, and which direction is the better one.</param>
/// <param name="Value">Gives it.</param>
/// <param name="Deviation">Gives its deviation over folds; null: none is drawn.</param>
internal sealed record TrialNumber(string Name, Func<WeightTrial, double> Value, Func<WeightTrial, double>? Deviation = null)
{
    /// <summary>The main metric of a task.</summary>
    public static TrialNumber Metric(WeightSearchResult result, int task)
    {
        TrialMetric metric = result.Best.Metrics[task];
        string name = $"{metric.Task} {metric.Name} ({(metric.HigherIsBetter ? "higher" : "lower")} is better)";
        return new TrialNumber(name, trial => trial.Metrics[task].Mean, trial => trial.Metrics[task].Deviation);
    }

    /// <summary>The score.</summary>
    public static TrialNumber Score(WeightSearchResult result) => new(
        $"{result.Score.Name} ({(result.Score.IsMaximized ? "higher" : "lower")} is better)", trial => trial.Score, trial => trial.ScoreDeviation);

    /// <summary>The share that a task's weight has of all weights.</summary>
    public static TrialNumber Share(WeightSearchResult result, int task) => new(
        $"share of {result.Tasks[task]} in the weights", trial => trial.Weights[task] / trial.Weights.Sum());
}

/// <summary>The trials as points.</summary>
internal sealed record TrialScatter(string Title, WeightSearchResult Result, TrialNumber Horizontal, TrialNumber Vertical)
{
    private const double Width = 360, Top = 24, Height = 210, BelowPlot = 36, Radius = 3.5;

    /// <summary>Whether the edge of what the trials reach is drawn: where both numbers are tasks'.</summary>
    public bool HasFront { get; init; }

    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup)
    {
        WeightTrial[] drawn = [.. Result.Trials.Where(trial => double.IsFinite(Horizontal.Value(trial)) && double.IsFinite(Vertical.Value(trial)))];
        if (drawn.Length == 0) return;
        ChartAxis horizontal = Axis(drawn, Horizontal), vertical = Axis(drawn, Vertical);
        var frame = new ChartFrame(ChartFrame.LabelWidth(vertical), Top, Width - 2 * Radius, Top + Height, horizontal, vertical);
        using (Svg.Drawing(markup, (Width, Top + Height + BelowPlot), $"{Title} of the trials", Description(drawn)))
        {
            frame.Write(markup, Horizontal.Name);
            Svg.Text(markup, 0, 12, Vertical.Name, "tick");
            WeightTrial[] front = [.. drawn.Where(trial => trial.IsParetoOptimal)];
            if (HasFront && front.Length > 1) markup.Empty("path", ("d", FrontPath(frame, front)), ("class", "front"));
            // The best one is drawn last, on top.
            foreach (WeightTrial trial in drawn.OrderBy(trial => trial == Result.Best).ThenBy(trial => trial.IsParetoOptimal)) WritePoint(markup, frame, trial);
        }
    }

    /// <summary>What there is to see, in words.</summary>
    public static string Description(IReadOnlyList<WeightTrial> drawn) =>
        FormattableString.Invariant($"{drawn.Count} trials. ") + string.Join(' ', drawn.Where(trial => trial.IsParetoOptimal).Select(Meaning));

    /// <summary>What is said of a trial where the pointer rests on it.</summary>
    public static string Meaning(WeightTrial trial)
    {
        string weights = string.Join(", ", trial.Weights.Select(ReportNumbers.Value));
        string metrics = string.Join(", ", trial.Metrics.Select(metric => $"{metric.Task} {metric.Name} {Mean(metric.Mean, metric.Deviation)}"));
        return FormattableString.Invariant($"Trial {trial.Number}, weights ({weights}), {trial.Epochs} epochs: {metrics}.");
    }

    /// <summary>A mean and how far it scatters.</summary>
    public static string Mean(double mean, double deviation) =>
        double.IsNaN(deviation) ? ReportNumbers.Value(mean) : $"{ReportNumbers.Value(mean)} ± {deviation.ToString("G2", CultureInfo.InvariantCulture)}";

    /// <summary>The style classes of a trial.</summary>
    public static string Style(WeightSearchResult result, WeightTrial trial) =>
        $"trial{(trial.IsParetoOptimal ? " optimal" : "")}{(trial == result.Best ? " top" : "")}";

    private static ChartAxis Axis(WeightTrial[] drawn, TrialNumber number) =>
        LinearAxis.Of(drawn.Min(trial => number.Value(trial) - Spread(trial, number)), drawn.Max(trial => number.Value(trial) + Spread(trial, number)));

    private static double Spread(WeightTrial trial, TrialNumber number) =>
        trial.IsParetoOptimal && number.Deviation?.Invoke(trial) is { } deviation && double.IsFinite(deviation) ? deviation : 0;

    // From each point of the front to the next by the corner that is as bad as either in each: beyond it no trial is.
    private string FrontPath(ChartFrame frame, WeightTrial[] front)
    {
        WeightTrial[] ordered = [.. front.OrderBy(Horizontal.Value).ThenBy(Vertical.Value)];
        IEnumerable<string> points = ordered.SelectMany((trial, index) => index == 0
            ? [Point(trial, trial)]
            : new[] { Point(ordered[index - 1], trial), Point(trial, trial) });
        return $"M{string.Join('L', points)}";

        string Point(WeightTrial x, WeightTrial y) => Svg.Point(frame.X(Horizontal.Value(x)), frame.Y(Vertical.Value(y)));
    }

    private void WritePoint(Markup markup, ChartFrame frame, WeightTrial trial)
    {
        double x = Horizontal.Value(trial), y = Vertical.Value(trial), dx = Spread(trial, Horizontal), dy = Spread(trial, Vertical);
        using (markup.Element("g", ("class", Style(Result, trial))))
        {
            markup.Element("title", Meaning(trial));
            if (dx > 0) Svg.Line(markup, frame.X(x - dx), frame.Y(y), frame.X(x + dx), frame.Y(y), "spread");
            if (dy > 0) Svg.Line(markup, frame.X(x), frame.Y(y - dy), frame.X(x), frame.Y(y + dy), "spread");
            markup.Empty("circle", ("cx", frame.X(x)), ("cy", frame.Y(y)), ("r", trial == Result.Best ? Radius + 1.5 : Radius));
        }
    }
}
