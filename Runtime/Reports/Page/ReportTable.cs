namespace MtlDsl;

/// <summary>A table that scrolls within itself where it is too large for the page.</summary>
internal readonly struct ReportTable(Markup.Scope region, Markup.Scope table) : IDisposable
{
    /// <summary>Begins a table.</summary>
    /// <param name="markup">Where it is written.</param>
    /// <param name="name">What it is called for those who do not see it.</param>
    /// <param name="style">The style class of the table.</param>
    /// <param name="isTall">Whether it has so many rows that they scroll too.</param>
    public static ReportTable Begin(Markup markup, string name, string style = "", bool isTall = false)
    {
        // What scrolls has to take the focus, or it could not be scrolled with keys.
        Markup.Scope region = markup.Element("div",
            ("class", isTall ? "scroll tall" : "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", name));
        return new ReportTable(region, markup.Element("table", ("class", style)));
    }

    /// <summary>Writes the heading of a column.</summary>
    public static void Heading(Markup markup, string text) => markup.Element("th", text, ("scope", "col"));

    /// <summary>Ends the table.</summary>
    public void Dispose()
    {
        table.Dispose();
        region.Dispose();
    }
}
