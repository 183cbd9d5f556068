namespace MtlDsl;

/// <summary>A task: its losses, its metrics, which classes it mistakes, and how far its probabilities can be trusted.</summary>
internal static class TaskSection
{
    // The first metrics are the most telling ones.
    private const int MostMetrics = 5;

    /// <summary>Writes the section.</summary>
    public static void Write(Markup markup, TrainingReport report, int index)
    {
        ReportTask task = report.Tasks[index];
        string id = FormattableString.Invariant($"task-{index + 1}");
        using (markup.Element("section", ("class", $"task {ReportPalette.TaskStyle(index)}"), ("aria-labelledby", id)))
        {
            markup.Element("h2", task.Name, ("id", id));
            if (Subtitle(report, task) is { } subtitle) markup.Element("p", subtitle, ("class", "subtitle"));
            string[] metrics = [.. report.Epochs.SelectMany(epoch => epoch.Tasks[index].Metrics).Select(metric => metric.Name).Distinct()];
            using (markup.Element("div", ("class", "charts")))
            {
                WriteLoss(markup, report, index);
                foreach (string metric in metrics.Take(MostMetrics)) WriteMetric(markup, report, index, metric);
                WriteConfusion(markup, task);
                WriteCalibration(markup, task);
            }
            if (metrics.Length > MostMetrics) WriteMore(markup, report, index, metrics[MostMetrics..]);
        }
    }

    private static string? Subtitle(TrainingReport report, ReportTask task) =>
        report.Model.Nodes.FirstOrDefault(node => node.Name == task.Name) is { } node ? $"{node.Role}. {node.Layers}" : null;

    private static void WriteLoss(Markup markup, TrainingReport report, int index) =>
        ReportFigure.WriteCurves(markup, report, "Loss", report.Tasks[index].Name, hasValue: true,
            Curve.Of("train", "train", report.Epochs, epoch => epoch.Tasks[index].Train),
            Curve.Of("validation", "validation", report.Epochs, epoch => epoch.Tasks[index].Validation));

    private static void WriteMetric(Markup markup, TrainingReport report, int index, string metric) =>
        ReportFigure.WriteCurves(markup, report, metric, report.Tasks[index].Name, hasValue: true,
            Curve.Of("", "", report.Epochs, epoch => epoch.Tasks[index].Metric(metric)));

    private static void WriteConfusion(Markup markup, ReportTask task)
    {
        if (task.Confusion is not { Classes: > 0 } counts) return;
        var chart = new ConfusionChart(task.Name, counts, task.Classes);
        ReportFigure.Write(markup, "Confusion matrix", chart.Write, note: chart.Note);
    }

    private static void WriteCalibration(Markup markup, ReportTask task)
    {
        if (task.Calibration is not { } calibration) return;
        ReportFigure.Write(markup, "Calibration", new CalibrationChart(task.Name, calibration, task.HasProbabilityOfYes).Write,
            ReportNumbers.Value(calibration.ExpectedError), "expected error",
            "On the dashed line, probabilities are what they say. The area of a dot is its number of rows.");
    }

    private static void WriteMore(Markup markup, TrainingReport report, int index, string[] metrics)
    {
        using (markup.Element("details"))
        {
            markup.Element("summary", $"{metrics.Length} more metrics: {string.Join(", ", metrics)}");
            using (markup.Element("div", ("class", "charts")))
                foreach (string metric in metrics) WriteMetric(markup, report, index, metric);
        }
    }
}
