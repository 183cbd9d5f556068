namespace MtlDsl;

/// <summary>A reliability diagram (Niculescu-Mizil and Caruana, 2005): how often predictions of each confidence are right.</summary>
internal sealed record CalibrationChart(string Task, Calibration Calibration, bool IsOfYes)
{
    private const double Width = 360, Top = 10, Height = 210, BelowPlot = 36, LargestDot = 7, SmallestDot = 2.5;

    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup)
    {
        ChartAxis axis = LinearAxis.Of(0, 1);
        var frame = new ChartFrame(ChartFrame.LabelWidth(axis), Top, Width - LargestDot - 1, Top + Height, axis, axis);
        CalibrationBin[] bins = [.. Calibration.Bins.Where(bin => bin.Count > 0 && double.IsFinite(bin.Accuracy) && double.IsFinite(bin.MeanConfidence))];
        string error = $"Expected calibration error {ReportNumbers.Value(Calibration.ExpectedError)}.";
        string points = string.Join(' ', bins.Select(Meaning));
        using (Svg.Drawing(markup, (Width, Top + Height + BelowPlot), $"Calibration of {Task}", $"{error} {points}"))
        {
            frame.Write(markup, Predicted);
            Svg.Line(markup, frame.X(0), frame.Y(0), frame.X(1), frame.Y(1), "diagonal");
            Svg.Text(markup, frame.Left + 6, frame.Top + 15, Observed, "tick");
            using (markup.Element("g", ("class", "curve"))) Write(markup, frame, bins);
        }
    }

    private void Write(Markup markup, ChartFrame frame, CalibrationBin[] bins)
    {
        string[] points = [.. bins.Select(bin => Svg.Point(frame.X(bin.MeanConfidence), frame.Y(bin.Accuracy)))];
        if (points.Length > 1) markup.Empty("path", ("d", $"M{string.Join('L', points)}"));
        long most = bins.Length == 0 ? 0 : bins.Max(bin => bin.Count);
        foreach (CalibrationBin bin in bins)
        {
            // The area goes by the number of rows.
            double radius = Math.Max(SmallestDot, LargestDot * Math.Sqrt((double)bin.Count / most));
            using (markup.Element("g"))
            {
                markup.Element("title", Meaning(bin));
                markup.Empty("circle", ("cx", frame.X(bin.MeanConfidence)), ("cy", frame.Y(bin.Accuracy)), ("r", radius), ("class", "dot"));
            }
        }
    }

    private string Predicted => IsOfYes ? "probability of yes" : "probability of the predicted class";

    private string Observed => IsOfYes ? "share that is yes" : "share that is right";

    private string Meaning(CalibrationBin bin) =>
        $"{Predicted} {ReportNumbers.Value(bin.MeanConfidence)}: {Observed} {ReportNumbers.Value(bin.Accuracy)}, {ReportNumbers.Count(bin.Count)} rows.";
}
