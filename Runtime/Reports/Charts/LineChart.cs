using System.Globalization;

namespace MtlDsl;

/// <summary>Curves over the epochs, each named at its end.</summary>
/// <param name="Title">What is measured.</param>
/// <param name="Curves">The curves, the one drawn on top last.</param>
internal sealed record LineChart(string Title, IReadOnlyList<Curve> Curves)
{
    private const double Width = 360, Top = 10, PlotHeight = 150, BelowPlot = 36, LabelHeight = 13, LongestName = 120;

    /// <summary>The first and last epoch of the training.</summary>
    public required (int First, int Last) Epochs { get; init; }

    /// <summary>The epoch that is pointed out; null: none.</summary>
    public int? Best { get; init; }

    /// <summary>What it is about, for those who do not see where it stands: a task, or the training.</summary>
    public required string Subject { get; init; }

    private bool HasNames => Curves.Count > 1;

    // With few curves there is room for the value under the name.
    private double EndHeight => Curves.Count is > 1 and <= 3 ? 2 * LabelHeight : LabelHeight;

    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup)
    {
        ChartAxis vertical = VerticalAxis();
        double labels = Curves.Max(curve => EndLines(curve).Max(line => TextWidth.Of(line, Svg.SmallText))) + 12;
        double height = Math.Max(PlotHeight, Curves.Count * EndHeight);
        var frame = new ChartFrame(
            ChartFrame.LabelWidth(vertical), Top, Width - labels, Top + height, LinearAxis.OfWhole(Epochs.First, Epochs.Last), vertical);
        string scale = vertical.IsLogarithmic ? " Logarithmic scale." : "";
        string description = string.Join(' ', Curves.Select(curve => curve.Description)) + scale;
        string plot = string.Join(' ', new[] { frame.Left, frame.Right, Epochs.First, Epochs.Last }.Select(ReportNumbers.Coordinate));
        using (Svg.Drawing(markup, (Width, Top + height + BelowPlot), $"{Title} of {Subject} by epoch", description, ("data-plot", plot)))
        {
            frame.Write(markup, vertical.IsLogarithmic ? "epoch (logarithmic scale)" : "epoch");
            if (Best is { } best) Svg.Line(markup, frame.X(best), frame.Top, frame.X(best), frame.Bottom, "best");
            foreach (Curve curve in Curves) WriteCurve(markup, frame, curve);
            WriteEnds(markup, frame);
        }
    }

    private ChartAxis VerticalAxis()
    {
        double[] values = [.. Curves.SelectMany(curve => curve.Drawn).Select(point => point.Value)];
        if (values.Length == 0) return LinearAxis.Of(0, 1);
        double lowest = values.Min(), highest = values.Max();
        bool isWide = lowest > CurvePoint.Smallest && highest / lowest >= LogarithmicAxis.Ratio;
        return isWide ? LogarithmicAxis.Of(lowest, highest) : LinearAxis.Of(lowest, highest);
    }

    private void WriteCurve(Markup markup, ChartFrame frame, Curve curve)
    {
        IReadOnlyList<CurvePoint> points = Downsampling.Of(curve.Points);
        using (markup.Element("g",
            ("class", $"curve {curve.Style}"),
            ("data-name", curve.Name.Length > 0 ? curve.Name : Title),
            ("data-epochs", string.Join(' ', points.Select(point => point.Epoch.ToString(CultureInfo.InvariantCulture)))),
            ("data-values", string.Join(' ', points.Select(point => ReportNumbers.Value(point.Value))))))
        {
            string path = CurvePath.Of(points, frame);
            if (path.Length > 0) markup.Empty("path", ("d", path));
            foreach (CurvePoint point in CurvePath.Single(points)) WriteDot(markup, frame, point, 2.5, "dot");
            foreach (CurvePoint point in curve.Drawn.Where(point => point.Epoch == Best)) WriteDot(markup, frame, point, 3.5, "ring");
        }
    }

    private static void WriteDot(Markup markup, ChartFrame frame, CurvePoint point, double radius, string style) =>
        markup.Empty("circle", ("cx", frame.X(point.Epoch)), ("cy", frame.Y(point.Value)), ("r", radius), ("class", style));

    private void WriteEnds(Markup markup, ChartFrame frame)
    {
        Curve[] drawn = [.. Curves.Where(curve => curve.Drawn.Any())];
        double half = (EndHeight - LabelHeight) / 2;
        double[] heights = EndLabels.Place(
            [.. drawn.Select(curve => frame.Y(curve.Drawn.Last().Value) + 4 - half)], EndHeight, frame.Top + 4, frame.Bottom + 4 - 2 * half);
        for (int index = 0; index < drawn.Length; index++)
        {
            string[] lines = EndLines(drawn[index]);
            for (int line = 0; line < lines.Length; line++)
                Svg.Text(markup, frame.Right + 8, heights[index] + line * LabelHeight, lines[line], $"label {(HasNames ? drawn[index].Style : "")}".TrimEnd());
        }
    }

    private string[] EndLines(Curve curve)
    {
        if (!curve.Drawn.Any()) return [""];
        string value = ReportNumbers.Value(curve.Drawn.Last().Value);
        if (!HasNames) return [value];
        string name = TextWidth.Cut(curve.ShortName, Svg.SmallText, LongestName);
        return EndHeight > LabelHeight ? [name, value] : [name];
    }
}
