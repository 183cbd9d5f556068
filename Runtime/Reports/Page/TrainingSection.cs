namespace MtlDsl;

/// <summary>What concerns all tasks together.</summary>
internal static class TrainingSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Markup markup, TrainingReport report)
    {
        using (markup.Element("section", ("aria-labelledby", "training")))
        {
            markup.Element("h2", "Training", ("id", "training"));
            if (Subtitle(report) is { } subtitle) markup.Element("p", subtitle, ("class", "subtitle"));
            using (markup.Element("div", ("class", "charts"))) WriteCharts(markup, report);
        }
    }

    private static string? Subtitle(TrainingReport report)
    {
        if (report.Best is not { } best) return null;
        string loss = report.IsValidated ? "validation" : "training";
        return FormattableString.Invariant($"The dotted line and the ring are at epoch {best.Number}, whose joint {loss} loss is the lowest.");
    }

    private static void WriteCharts(Markup markup, TrainingReport report)
    {
        const string Subject = "the training";
        ReportFigure.WriteCurves(markup, report, "Joint loss", Subject, hasValue: true,
            Curve.Of("train", "train", report.Epochs, epoch => epoch.Train),
            Curve.Of("validation", "validation", report.Epochs, epoch => epoch.Validation));
        ReportFigure.WriteCurves(markup, report, "Learning rate", Subject, hasValue: true, Curve.Of("", "", report.Epochs, epoch => epoch.LearningRate));
        ReportFigure.WriteCurves(markup, report, "Gradient norm", Subject, hasValue: true, Curve.Of("", "", report.Epochs, epoch => epoch.GradientNorm));
        ReportFigure.WriteCurves(markup, report, "Loss weights", Subject, hasValue: false, [.. Weights(report)]);
        ReportFigure.WriteCurves(markup, report, "Delta-m in %", Subject, hasValue: true, [.. Changes(report), Curve.Of("all tasks", "", report.Epochs, epoch => 100 * epoch.DeltaM?.Value)]);
    }

    private static IEnumerable<Curve> Changes(TrainingReport report) => report.Tasks.Select((task, index) =>
        Curve.Of(task.Name, ReportPalette.TaskStyle(index), report.Epochs, epoch => 100 * epoch.DeltaM?.Tasks[index].Value));

    private static IEnumerable<Curve> Weights(TrainingReport report) => report.Tasks.Select((task, index) =>
        Curve.Of(task.Name, ReportPalette.TaskStyle(index), report.Epochs, epoch => epoch.Tasks[index].Weight));
}
