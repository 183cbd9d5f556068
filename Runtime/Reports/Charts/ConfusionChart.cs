namespace MtlDsl;

/// <summary>Which class was taken for which.</summary>
internal sealed class ConfusionChart
{
    // More classes would be squares too small to point at.
    private const int MostClasses = 40;
    private const int WorstConfusions = 3;

    private readonly string _task;
    private readonly ConfusionMatrix _counts;
    private readonly string[] _names;
    private readonly int[] _shown;
    private readonly long[] _actual;

    public ConfusionChart(string task, ConfusionMatrix counts, IReadOnlyList<string> names)
    {
        int classes = counts.Classes;
        _task = task;
        _counts = counts;
        _names = [.. Enumerable.Range(0, classes).Select(index => index < names.Count ? names[index] : FormattableString.Invariant($"{index}"))];
        _actual = [.. Enumerable.Range(0, classes).Select(actual => Enumerable.Range(0, classes).Sum(predicted => counts[actual, predicted]))];
        _shown = [.. Enumerable.Range(0, classes).OrderByDescending(index => _actual[index]).ThenBy(index => index).Take(MostClasses).Order()];
    }

    /// <summary>What is not all classes, and what the worst confusions are; for the caption.</summary>
    public string Note
    {
        get
        {
            string shown = _shown.Length < _names.Length
                ? FormattableString.Invariant($"The {_shown.Length} most frequent of {_names.Length} classes. ") : "";
            return $"{shown}Shade: share of the actual class. {Worst}";
        }
    }

    /// <summary>Writes the chart.</summary>
    public void Write(Markup markup)
    {
        string[] names = [.. _shown.Select(index => _names[index])];
        new HeatMap($"Confusion matrix of {_task}", $"Rows are actual classes, columns are predicted ones. {Worst}", names, names, Cell)
        {
            RowsName = "actual",
            ColumnsName = "predicted",
        }.Write(markup);
    }

    private HeatCell Cell(int row, int column)
    {
        int actual = _shown[row], predicted = _shown[column];
        long count = _counts[actual, predicted];
        double share = _actual[actual] == 0 ? 0 : (double)count / _actual[actual];
        string meaning = $"actual {_names[actual]}, predicted {_names[predicted]}: {ReportNumbers.Count(count)} of {ReportNumbers.Count(_actual[actual])}";
        return new HeatCell(ReportNumbers.Count(count), meaning, share);
    }

    private string Worst
    {
        get
        {
            int classes = _names.Length;
            string[] worst = [.. Enumerable.Range(0, classes * classes)
                .Select(index => (Actual: index / classes, Predicted: index % classes))
                .Where(pair => pair.Actual != pair.Predicted && _counts[pair.Actual, pair.Predicted] > 0)
                .OrderByDescending(pair => _counts[pair.Actual, pair.Predicted])
                .Take(WorstConfusions)
                .Select(pair => $"{_names[pair.Actual]} for {_names[pair.Predicted]} ({ReportNumbers.Count(_counts[pair.Actual, pair.Predicted])})")];
            return worst.Length == 0 ? "No class was taken for another." : $"Most often mistaken: {string.Join(", ", worst)}.";
        }
    }
}
