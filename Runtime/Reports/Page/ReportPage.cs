namespace MtlDsl;

/// <summary>A report as one page that needs nothing but itself.</summary>
internal static class ReportPage
{
    // Forbids by itself what a page without network needs not.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The text of the page.</summary>
    public static string Of(TrainingReport report)
    {
        var markup = new Markup();
        markup.Raw("<!DOCTYPE html>\n");
        using (markup.Element("html", ("lang", "en")))
        {
            WriteHead(markup, report);
            using (markup.Element("body"))
            {
                using (markup.Element("header")) HeadlineSection.Write(markup, report);
                using (markup.Element("main"))
                {
                    ModelSection.Write(markup, report);
                    if (report.Epochs.Count > 0)
                    {
                        TrainingSection.Write(markup, report);
                        RelatednessSection.Write(markup, report);
                        for (int task = 0; task < report.Tasks.Count; task++) TaskSection.Write(markup, report, task);
                        EpochsSection.Write(markup, report);
                    }
                }
                using (markup.Element("script")) markup.Raw(ReportScript.Text);
            }
        }
        return markup.ToString();
    }

    private static void WriteHead(Markup markup, TrainingReport report)
    {
        using (markup.Element("head"))
        {
            markup.Empty("meta", ("charset", "utf-8"));
            markup.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            markup.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            // Without it a browser asks the server for one.
            markup.Empty("link", ("rel", "icon"), ("href", "data:,"));
            markup.Element("title", $"{report.Title} – training report");
            using (markup.Element("style")) markup.Raw(ReportStyle.Text);
        }
    }
}
