namespace MtlDsl;

/// <summary>How related each task is to each other one.</summary>
internal sealed record RelatednessChart(LabelledMatrix Matrix)
{
    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup) =>
        new HeatMap("Relatedness of the tasks", Description, Matrix.Labels, Matrix.Labels, Cell).Write(markup);

    private double Largest => Matrix.Values.Cast<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();

    private string Description
    {
        get
        {
            int count = Matrix.Labels.Count;
            IEnumerable<string> pairs =
                from row in Enumerable.Range(0, count)
                from column in Enumerable.Range(0, count)
                where row != column
                select Meaning(row, column);
            return string.Join("; ", pairs);
        }
    }

    private HeatCell Cell(int row, int column)
    {
        double value = Matrix.Values[row, column];
        double shade = double.IsFinite(value) && Largest > 0 ? Math.Abs(value) / Largest : 0;
        string text = double.IsFinite(value) ? ReportNumbers.WithMinus(value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)) : "–";
        return new HeatCell(text, Meaning(row, column), shade, value < 0 ? "negative" : "positive");
    }

    private string Meaning(int row, int column) => $"{Matrix.Labels[row]}, {Matrix.Labels[column]}: {ReportNumbers.Value(Matrix.Values[row, column])}";
}
