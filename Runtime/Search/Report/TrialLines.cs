namespace MtlDsl;

/// <summary>Parallel coordinates (Inselberg, 1985): an axis for each task, the better end above, and a line for each trial.</summary>
internal sealed record TrialLines(WeightSearchResult Result)
{
    private const double AxisDistance = 110, Top = 44, Height = 230, Below = 22, Margin = 50;

    private double Width => 2 * Margin + (Result.Tasks.Count - 1) * AxisDistance;

    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup)
    {
        WeightTrial[] drawn = [.. Result.Trials.Where(trial => trial.Metrics.All(metric => double.IsFinite(metric.Mean)))];
        if (drawn.Length == 0) return;
        ChartAxis[] axes = [.. Result.Tasks.Select((_, task) => Axis([.. drawn.Select(trial => trial.Metrics[task].Mean)]))];
        using (Svg.Drawing(markup, (Width, Top + Height + Below), "Tasks of the trials", TrialScatter.Description(drawn)))
        {
            for (int task = 0; task < axes.Length; task++) WriteAxis(markup, task, axes[task]);
            foreach (WeightTrial trial in drawn.OrderBy(trial => trial == Result.Best).ThenBy(trial => trial.IsParetoOptimal)) WriteLine(markup, trial, axes);
        }
    }

    private static ChartAxis Axis(double[] values) => LinearAxis.Of(values.Min(), values.Max());

    private static double X(int task) => Margin + task * AxisDistance;

    private double Y(int task, ChartAxis axis, double value)
    {
        double share = axis.Share(value);
        return Result.Best.Metrics[task].HigherIsBetter ? Top + Height * (1 - share) : Top + Height * share;
    }

    private void WriteAxis(Markup markup, int task, ChartAxis axis)
    {
        TrialMetric metric = Result.Best.Metrics[task];
        const double Room = AxisDistance - 8;
        Svg.Text(markup, X(task), 12, TextWidth.Cut(metric.Task, Svg.SmallText, Room), "label middle");
        Svg.Text(markup, X(task), 26, TextWidth.Cut(metric.Name, Svg.SmallText, Room), "tick middle");
        Svg.Line(markup, X(task), Top, X(task), Top + Height, "rule");
        foreach (Tick tick in axis.Ticks)
        {
            Svg.Line(markup, X(task) - 4, Y(task, axis, tick.Value), X(task), Y(task, axis, tick.Value), "rule");
            Svg.Text(markup, X(task) - 7, Y(task, axis, tick.Value) + 4, tick.Text, "tick end");
        }
    }

    private void WriteLine(Markup markup, WeightTrial trial, ChartAxis[] axes)
    {
        IEnumerable<string> points = axes.Select((axis, task) => Svg.Point(X(task), Y(task, axis, trial.Metrics[task].Mean)));
        using (markup.Element("g", ("class", TrialScatter.Style(Result, trial))))
        {
            markup.Element("title", TrialScatter.Meaning(trial));
            markup.Empty("path", ("d", $"M{string.Join('L', points)}"));
        }
    }
}
