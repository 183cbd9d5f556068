namespace MtlDsl;

/// <summary>How related the tasks are: each measure as squares and, where it was taken over training, as curves of the pairs.</summary>
internal static class RelatednessSection
{
    // As many as there are accents.
    private static int MostCurves => ReportPalette.Tasks.Count;

    /// <summary>Writes the section; nothing where nothing was measured.</summary>
    public static void Write(Markup markup, TrainingReport report)
    {
        if (report.Relatedness.Count == 0) return;
        using (markup.Element("section", ("aria-labelledby", "relatedness")))
        {
            markup.Element("h2", "Relatedness", ("id", "relatedness"));
            using (markup.Element("div", ("class", "charts")))
            {
                foreach (ReportRelatedness measure in report.Relatedness)
                {
                    var chart = new RelatednessChart(measure.Matrix);
                    ReportFigure.Write(markup, measure.Name, chart.Write, note: Note(measure, chart));
                    if (measure.Epochs.Distinct().Count() > 1) WriteCurves(markup, report, measure);
                }
            }
            foreach (ReportRelatedness measure in report.Relatedness.Where(measure => !new RelatednessChart(measure.Matrix).HasNumbers))
                WriteNumbers(markup, measure);
        }
    }

    private static string Note(ReportRelatedness measure, RelatednessChart chart)
    {
        string[] parts =
        [
            measure.Epochs.Count == 0 ? "" : measure.Epochs.Min() == measure.Epochs.Max()
                ? FormattableString.Invariant($"Epoch {measure.Epochs[0]}.")
                : FormattableString.Invariant($"Mean of epochs {measure.Epochs.Min()} to {measure.Epochs.Max()}."),
            measure.Matrix.IsSymmetric ? "" : "Rows act on columns.",
            chart.Unit,
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static void WriteCurves(Markup markup, TrainingReport report, ReportRelatedness measure)
    {
        IReadOnlyList<Curve> curves = measure.Curves();
        Curve[] shown = [.. curves.OrderByDescending(MeanSize).Take(MostCurves)];
        string note = shown.Length < curves.Count ? FormattableString.Invariant($"The {shown.Length} of {curves.Count} pairs with the largest mean size.") : "";
        int first = Math.Min(report.Epochs[0].Number, measure.Epochs.Min()), last = Math.Max(report.Epochs[^1].Number, measure.Epochs.Max());
        // Accents follow the curves that are shown, so that no two of them share one.
        Curve[] drawn = [.. curves.Where(shown.Contains).Select((curve, index) => curve with { Style = ReportPalette.TaskStyle(index) })];
        var chart = new LineChart(measure.Name, drawn) { Epochs = (first, last), Best = report.Best?.Number, Subject = "the pairs of tasks" };
        ReportFigure.Write(markup, $"{measure.Name} by epoch", chart.Write, note: note);
    }

    private static double MeanSize(Curve curve) => curve.Drawn.Select(point => Math.Abs(point.Value)).DefaultIfEmpty(-1).Average();

    private static void WriteNumbers(Markup markup, ReportRelatedness measure)
    {
        TaskMatrix matrix = measure.Matrix;
        using (markup.Element("details"))
        {
            markup.Element("summary", $"Numbers: {measure.Name}");
            using (ReportTable.Begin(markup, $"Numbers of {measure.Name}", "names"))
            {
                using (markup.Element("thead"))
                using (markup.Element("tr"))
                    foreach (string heading in (string[])["task", .. matrix.Tasks]) ReportTable.Heading(markup, heading);
                using (markup.Element("tbody"))
                {
                    for (int row = 0; row < matrix.Tasks.Count; row++)
                    {
                        using (markup.Element("tr"))
                        {
                            markup.Element("th", matrix.Tasks[row], ("scope", "row"));
                            for (int column = 0; column < matrix.Tasks.Count; column++) markup.Element("td", ReportNumbers.Value(matrix[row, column]));
                        }
                    }
                }
            }
        }
    }
}
