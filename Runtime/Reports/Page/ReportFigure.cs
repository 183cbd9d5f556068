namespace MtlDsl;

/// <summary>A chart with what stands above and below it.</summary>
internal static class ReportFigure
{
    /// <summary>Writes a figure.</summary>
    /// <param name="markup">Where it is written.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="drawing">Writes the drawing.</param>
    /// <param name="value">The number that counts most; empty: none.</param>
    /// <param name="what">What that number is.</param>
    /// <param name="note">What stands below; empty: nothing.</param>
    /// <param name="style">The style class of the figure.</param>
    public static void Write(
        Markup markup, string title, Action<Markup> drawing, string value = "", string what = "", string note = "", string style = "")
    {
        using (markup.Element("figure", [.. style.Length > 0 ? new MarkupAttribute[] { ("class", style) } : []]))
        {
            using (markup.Element("figcaption"))
            {
                markup.Element("h3", title);
                if (value.Length > 0)
                {
                    using (markup.Element("span", ("class", "value")))
                    {
                        markup.Element("b", value);
                        if (what.Length > 0) markup.Text($" {what}");
                    }
                }
            }
            drawing(markup);
            if (note.Length > 0) markup.Element("p", note, ("class", "note"));
        }
    }

    /// <summary>Writes a figure of curves, those without any point left out; nothing where none remains.</summary>
    /// <param name="markup">Where it is written.</param>
    /// <param name="report">What the curves are from.</param>
    /// <param name="title">What they show.</param>
    /// <param name="subject">Whose curves they are.</param>
    /// <param name="hasValue">Whether the value of the last curve at the best epoch stands above.</param>
    /// <param name="curves">The curves, the one drawn on top last.</param>
    public static void WriteCurves(
        Markup markup, TrainingReport report, string title, string subject, bool hasValue, params IReadOnlyList<Curve> curves)
    {
        Curve[] measured = [.. curves.Where(curve => curve.Points.Count > 0)];
        if (measured.Length == 0) return;
        int? best = report.Best?.Number;
        var chart = new LineChart(title, measured) { Epochs = (report.Epochs[0].Number, report.Epochs[^1].Number), Best = best, Subject = subject };
        CurvePoint[] atBest = hasValue ? [.. measured[^1].Points.Where(point => point.Epoch == best)] : [];
        if (atBest is [var point]) Write(markup, title, chart.Write, ReportNumbers.Value(point.Value), FormattableString.Invariant($"at epoch {point.Epoch}"));
        else Write(markup, title, chart.Write);
    }
}
