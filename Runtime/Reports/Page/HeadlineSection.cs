namespace MtlDsl;

/// <summary>What a reader wants to know first: how large the model is, how long it was trained, and how well it does.</summary>
internal static class HeadlineSection
{
    private const int MostMetrics = 6;

    /// <summary>Writes the head of the page.</summary>
    public static void Write(Markup markup, TrainingReport report)
    {
        markup.Element("p", "Training report", ("class", "eyebrow"));
        markup.Element("h1", report.Title);
        using (markup.Element("dl", ("class", "headline"))) WriteNumbers(markup, report);
        if (report.Best is { } best && report.Tasks.Count > 0) WriteTasks(markup, report, best);
    }

    private static void WriteNumbers(Markup markup, TrainingReport report)
    {
        int steps = report.Epochs.Sum(epoch => epoch.Steps);
        WriteNumber(markup, "Parameters", ReportNumbers.Count(report.Model.Parameters), $"{ReportNumbers.Count(report.Model.Nodes.Count)} nodes");
        WriteNumber(markup, "Epochs", ReportNumbers.Count(report.Epochs.Count), $"{ReportNumbers.Count(steps)} steps");
        string loss = report.IsValidated ? "validation loss" : "training loss";
        if (report.Best is { } best)
        {
            double? value = report.IsValidated ? best.Validation : best.Train;
            WriteNumber(markup, "Best epoch", ReportNumbers.Count(best.Number), $"{loss} {ReportNumbers.Value(value)}");
        }
        if (report.Best?.DeltaM is { } change)
            WriteNumber(markup, "Delta-m", ReportNumbers.WithMinus(DeltaM.Percent(change.Value)), FormattableString.Invariant($"against single tasks, at epoch {report.Best.Number}"));
        WriteNumber(markup, "Ended", report.Ending, "");
        if (report.Epochs.Count > 0)
            WriteNumber(markup, "Duration", ReportNumbers.Time(report.Duration), $"{ReportNumbers.Time(report.Duration / report.Epochs.Count)} an epoch");
    }

    /// <summary>Writes a number of the headline.</summary>
    public static void WriteNumber(Markup markup, string name, string value, string note)
    {
        using (markup.Element("div"))
        {
            markup.Element("dt", name);
            using (markup.Element("dd"))
            {
                markup.Text(value);
                if (note.Length > 0) markup.Element("span", note, ("class", "note"));
            }
        }
    }

    /// <summary>A table of the tasks at the best epoch.</summary>
    private static void WriteTasks(Markup markup, TrainingReport report, ReportEpoch best)
    {
        string[] metrics = [.. best.Tasks.SelectMany(task => task.Metrics.Take(MostMetrics)).Select(metric => metric.Name).Distinct()];
        using (ReportTable.Begin(markup, FormattableString.Invariant($"The tasks at epoch {best.Number}"), "names"))
        {
            using (markup.Element("thead"))
            using (markup.Element("tr"))
            {
                ReportTable.Heading(markup, "Task");
                ReportTable.Heading(markup, "training loss");
                if (report.IsValidated) ReportTable.Heading(markup, "validation loss");
                foreach (string metric in metrics) ReportTable.Heading(markup, metric);
            }
            using (markup.Element("tbody"))
                for (int task = 0; task < report.Tasks.Count; task++) WriteTask(markup, report, best.Tasks[task], task, metrics);
        }
    }

    private static void WriteTask(Markup markup, TrainingReport report, ReportTaskEpoch best, int task, string[] metrics)
    {
        using (markup.Element("tr", ("class", ReportPalette.TaskStyle(task))))
        {
            using (markup.Element("th", ("scope", "row")))
            {
                markup.Element("span", "", ("class", "swatch"));
                markup.Element("a", report.Tasks[task].Name, ("href", FormattableString.Invariant($"#task-{task + 1}")));
            }
            markup.Element("td", ReportNumbers.Value(best.Train));
            if (report.IsValidated) markup.Element("td", ReportNumbers.Value(best.Validation));
            foreach (string metric in metrics) markup.Element("td", ReportNumbers.Value(best.Metric(metric)));
        }
    }
}
