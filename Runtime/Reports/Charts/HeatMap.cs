namespace MtlDsl;

/// <summary>A cell of a heat map.</summary>
/// <param name="Text">What stands in it where there is room.</param>
/// <param name="Meaning">What it says, in words.</param>
/// <param name="Shade">How strongly it is coloured, 0 .. 1.</param>
/// <param name="Style">The style class that gives its colour; empty: the chart's.</param>
internal readonly record struct HeatCell(string Text, string Meaning, double Shade, string Style = "");

/// <summary>Numbers of pairs as coloured squares.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What there is to see in it.</param>
/// <param name="Rows">The names of the rows.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Cell">The cell of a row and column.</param>
internal sealed record HeatMap(
    string Title, string Description, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, Func<int, int, HeatCell> Cell)
{
    private const double Width = 360, LargestCell = 44, LongestLabel = 96, Gap = 6, LineHeight = 12;

    // Stronger ones would hide the text in the cell.
    private const double StrongestShade = 0.5;

    /// <summary>What the rows are, written beside them; empty where that goes without saying.</summary>
    public string RowsName { get; init; } = "";

    /// <summary>What the columns are, written above them.</summary>
    public string ColumnsName { get; init; } = "";

    /// <summary>Writes the map.</summary>
    public void Write(Markup markup)
    {
        double left = Math.Min(LongestLabel, Rows.Max(Wide)) + Gap;
        double cell = Math.Min(LargestCell, (Width - left) / Columns.Count);
        bool isTurned = Columns.Any(name => Wide(name) > cell - 4);
        double heading = ColumnsName.Length > 0 ? LineHeight + 4 : 0;
        double top = heading + (isTurned ? Math.Min(LongestLabel, Columns.Max(Wide)) : LineHeight) + Gap;
        using (Svg.Drawing(markup, (Width, top + cell * Rows.Count + 1), Title, Description))
        {
            if (heading > 0) Svg.Text(markup, left, LineHeight - 2, $"{ColumnsName} →", "tick");
            if (RowsName.Length > 0) Svg.Text(markup, left - Gap, top - Gap, TextWidth.Cut($"{RowsName} ↓", Svg.SmallText, left - Gap), "tick end");
            WriteNames(markup, left, top, cell, isTurned);
            for (int row = 0; row < Rows.Count; row++)
                for (int column = 0; column < Columns.Count; column++)
                    WriteCell(markup, left + column * cell, top + row * cell, cell, Cell(row, column));
            markup.Empty("rect", ("x", left), ("y", top), ("width", cell * Columns.Count), ("height", cell * Rows.Count), ("class", "border"));
        }
    }

    // Where squares are lower than a line, only every so many of them is named.
    private void WriteNames(Markup markup, double left, double top, double cell, bool isTurned)
    {
        int every = (int)Math.Ceiling(LineHeight / cell);
        for (int row = 0; row < Rows.Count; row += every)
            Svg.Text(markup, left - Gap, top + (row + 0.5) * cell + 4, Cut(Rows[row]), "label end");
        for (int column = 0; column < Columns.Count; column += every)
        {
            double x = left + (column + 0.5) * cell;
            if (!isTurned) Svg.Text(markup, x, top - Gap, Columns[column], "label middle");
            else
                markup.Element("text", Cut(Columns[column]), ("transform", $"translate({Svg.Point(x + 4, top - Gap)}) rotate(-90)"), ("class", "label"));
        }
    }

    private static void WriteCell(Markup markup, double x, double y, double size, HeatCell cell)
    {
        using (markup.Element("g", ("class", $"cell {cell.Style}".TrimEnd())))
        {
            markup.Element("title", cell.Meaning);
            string shade = ReportNumbers.Coordinate(StrongestShade * Math.Clamp(cell.Shade, 0, 1));
            markup.Empty("rect", ("x", x), ("y", y), ("width", size), ("height", size), ("fill-opacity", shade));
            if (cell.Text.Length > 0 && Wide(cell.Text) <= size - 2 && size >= LineHeight)
                Svg.Text(markup, x + size / 2, y + size / 2 + 4, cell.Text, "label middle");
        }
    }

    private static string Cut(string name) => TextWidth.Cut(name, Svg.SmallText, LongestLabel);

    private static double Wide(string text) => TextWidth.Of(text, Svg.SmallText);
}
