namespace MtlDsl;

/// <summary>All numbers of all epochs.</summary>
internal static class EpochsSection
{
    private const int MostRowsInSight = 16;

    /// <summary>Writes the section.</summary>
    public static void Write(Markup markup, TrainingReport report)
    {
        using (markup.Element("section", ("aria-labelledby", "epochs")))
        {
            markup.Element("h2", "Epochs", ("id", "epochs"));
            using (ReportTable.Begin(markup, "Losses of all epochs", "epochs", isTall: report.Epochs.Count > MostRowsInSight))
            {
                WriteHead(markup, report);
                int? best = report.Best?.Number;
                using (markup.Element("tbody"))
                    foreach (ReportEpoch epoch in report.Epochs) WriteRow(markup, report, epoch, isBest: epoch.Number == best);
            }
        }
    }

    private static void WriteHead(Markup markup, TrainingReport report)
    {
        string[] losses = report.IsValidated ? ["train", "validation"] : ["train"];
        using (markup.Element("thead"))
        {
            using (markup.Element("tr"))
            {
                Tall(markup, "epoch");
                Wide(markup, "joint", "", losses.Length);
                for (int task = 0; task < report.Tasks.Count; task++) Wide(markup, report.Tasks[task].Name, ReportPalette.TaskStyle(task), losses.Length);
                if (HasRates(report)) Tall(markup, "learning rate");
                if (HasNorms(report)) Tall(markup, "gradient norm");
                Tall(markup, "steps");
                Tall(markup, "seconds");
            }
            using (markup.Element("tr"))
                for (int group = 0; group <= report.Tasks.Count; group++)
                    foreach (string loss in losses) ReportTable.Heading(markup, loss);
        }
    }

    private static void WriteRow(Markup markup, TrainingReport report, ReportEpoch epoch, bool isBest)
    {
        using (markup.Element("tr", [.. isBest ? new MarkupAttribute[] { ("class", "best") } : []]))
        {
            markup.Element("th", $"{(isBest ? "best " : "")}{ReportNumbers.Count(epoch.Number)}", ("scope", "row"));
            WriteLosses(markup, report, epoch.Train, epoch.Validation);
            foreach (ReportTaskEpoch task in epoch.Tasks) WriteLosses(markup, report, task.Train, task.Validation);
            if (HasRates(report)) markup.Element("td", ReportNumbers.Value(epoch.LearningRate));
            if (HasNorms(report)) markup.Element("td", ReportNumbers.Value(epoch.GradientNorm));
            markup.Element("td", ReportNumbers.Count(epoch.Steps));
            markup.Element("td", ReportNumbers.Seconds(epoch.Duration));
        }
    }

    private static void WriteLosses(Markup markup, TrainingReport report, double? train, double? validation)
    {
        markup.Element("td", ReportNumbers.Value(train));
        if (report.IsValidated) markup.Element("td", ReportNumbers.Value(validation));
    }

    private static bool HasRates(TrainingReport report) => report.Epochs.Any(epoch => epoch.LearningRate is not null);

    private static bool HasNorms(TrainingReport report) => report.Epochs.Any(epoch => epoch.GradientNorm is not null);

    private static void Tall(Markup markup, string text) => markup.Element("th", text, ("scope", "col"), ("rowspan", "2"));

    private static void Wide(Markup markup, string text, string style, int columns) =>
        markup.Element("th", text, ("scope", "colgroup"), ("colspan", columns), ("class", style));
}
