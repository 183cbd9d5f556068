namespace MtlDsl;

/// <summary>The report of a training.</summary>
internal static class ReportPage
{
    /// <summary>The text of the page.</summary>
    public static string Of(TrainingReport report) => PageFrame.Of(
        $"{report.Title} – training report", style: "", markup => HeadlineSection.Write(markup, report), markup => WriteMain(markup, report));

    private static void WriteMain(Markup markup, TrainingReport report)
    {
        ModelSection.Write(markup, report);
        if (report.Epochs.Count == 0) return;
        TrainingSection.Write(markup, report);
        RelatednessSection.Write(markup, report);
        for (int task = 0; task < report.Tasks.Count; task++) TaskSection.Write(markup, report, task);
        EpochsSection.Write(markup, report);
    }
}
