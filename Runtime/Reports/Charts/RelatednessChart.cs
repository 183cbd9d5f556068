using System.Globalization;

namespace MtlDsl;

/// <summary>How related each task is to each other one, as coloured squares.</summary>
internal sealed class RelatednessChart
{
    // With more tasks than that, a number no longer fits into its square.
    private const int MostTasksWithNumbers = 6;

    private readonly TaskMatrix _matrix;
    private readonly double _full;
    private readonly double _unit = 1;

    public RelatednessChart(TaskMatrix matrix)
    {
        _matrix = matrix;
        double largest = matrix.Pairs(includeBothDirections: true).Select(pair => Math.Abs(matrix[pair.Row, pair.Column]))
            .Where(double.IsFinite).DefaultIfEmpty(0).Max();
        _full = matrix.Range.IsFinite ? Math.Max(Math.Abs(matrix.Range.Lowest), Math.Abs(matrix.Range.Highest)) : largest;
        // Two decimals have to tell the numbers apart.
        if (largest is > 0 and < 0.1 && !matrix.Range.IsFinite) _unit = largest < 1e-4 ? 1e-6 : 1e-3;
    }

    /// <summary>Whether there are numbers in the squares.</summary>
    public bool HasNumbers => _matrix.Tasks.Count <= MostTasksWithNumbers;

    /// <summary>In what the numbers in the squares are written; empty where they are written as they are.</summary>
    public string Unit => !HasNumbers ? "" : _unit switch { 1 => "", 1e-3 => "In thousandths.", _ => "In millionths." };

    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup) =>
        new HeatMap($"{_matrix.Name} of the tasks", Description, _matrix.Tasks, _matrix.Tasks, Cell).Write(markup);

    private string Description => string.Join("; ", _matrix.Pairs(!_matrix.IsSymmetric).Select(pair => Meaning(pair.Row, pair.Column)));

    private HeatCell Cell(int row, int column)
    {
        double value = _matrix[row, column];
        double shade = double.IsFinite(value) && _full > 0 ? Math.Abs(value) / _full : 0;
        return new HeatCell(HasNumbers ? Text(value / _unit) : "", Meaning(row, column), shade, value < 0 ? "negative" : "positive");
    }

    private static string Text(double value) => double.IsFinite(value)
        ? ReportNumbers.WithMinus(value.ToString(Math.Abs(value) < 10 ? "0.00" : "0", CultureInfo.InvariantCulture))
        : "–";

    private string Meaning(int row, int column) =>
        $"{_matrix.Tasks[row]} {(_matrix.IsSymmetric ? "and" : "on")} {_matrix.Tasks[column]}: {ReportNumbers.Value(_matrix[row, column])}";
}
