namespace MtlDsl;

/// <summary>How often each class of one variable comes with each class of another, over the rows that have both.</summary>
internal sealed class Contingency
{
    // 32 MiB of counts; with more classes than that, few pairs of them occur.
    private const long MostDenseCells = 1 << 22;

    private readonly long[] _first;
    private readonly long[] _second;
    private readonly List<(int First, int Second, long Count)> _cells;

    private Contingency(ClassVariable first, ClassVariable second, List<(int First, int Second, long Count)> cells)
    {
        _first = new long[first.Classes];
        _second = new long[second.Classes];
        _cells = cells;
        foreach (var (row, column, count) in cells)
        {
            _first[row] += count;
            _second[column] += count;
            Rows += count;
        }
    }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The share of the rows in which both classes have the same index.</summary>
    public double Agreement => _cells.Where(cell => cell.First == cell.Second).Sum(cell => cell.Count) / (double)Rows;

    /// <summary>In nats.</summary>
    public double MutualInformation => Math.Max(0, _cells.Sum(cell =>
        cell.Count / (double)Rows * Math.Log(cell.Count * (double)Rows / (_first[cell.First] * (double)_second[cell.Second]))));

    /// <summary>The mean entropy of the two variables, in nats.</summary>
    public double MeanEntropy => (Entropy(_first) + Entropy(_second)) / 2;

    /// <summary>Counts the rows that have both.</summary>
    public static Contingency Of(ClassVariable first, ClassVariable second) =>
        new(first, second, (long)first.Classes * second.Classes <= MostDenseCells ? Dense(first, second) : Sparse(first, second));

    /// <summary>Cramér's V (1946), 0 .. 1; NaN where one of the variables has a single class.</summary>
    /// <param name="isBiasCorrected">Whether it is corrected for what chance alone gives in few rows (Bergsma, 2013).</param>
    public double CramersV(bool isBiasCorrected)
    {
        double rows = _first.Count(count => count > 0), columns = _second.Count(count => count > 0), squared = ChiSquared() / Rows;
        if (isBiasCorrected)
        {
            squared = Math.Max(0, squared - (rows - 1) * (columns - 1) / (Rows - 1));
            rows -= (rows - 1) * (rows - 1) / (Rows - 1);
            columns -= (columns - 1) * (columns - 1) / (Rows - 1);
        }
        double most = Math.Min(rows, columns) - 1;
        return most > 0 ? Math.Min(1, Math.Sqrt(squared / most)) : double.NaN;
    }

    private double ChiSquared()
    {
        double sum = 0, expected = 0;
        foreach (var (row, column, count) in _cells)
        {
            double chance = _first[row] * (double)_second[column] / Rows;
            sum += (count - chance) * (count - chance) / chance;
            expected += chance;
        }
        // A pair of classes that never occurs adds what is expected of it. Where all occur, the difference would be rounding alone.
        bool isFull = _cells.Count == _first.Count(count => count > 0) * (long)_second.Count(count => count > 0);
        return isFull ? sum : sum + (Rows - expected);
    }

    private double Entropy(long[] counts) => counts.Where(count => count > 0).Sum(count => count / (double)Rows * Math.Log(Rows / (double)count));

    private static List<(int, int, long)> Dense(ClassVariable first, ClassVariable second)
    {
        var counts = new long[first.Classes * second.Classes];
        for (int row = 0; row < first.Codes.Length; row++)
            if (first.Codes[row] >= 0 && second.Codes[row] >= 0) counts[first.Codes[row] * second.Classes + second.Codes[row]]++;
        var cells = new List<(int, int, long)>();
        for (int cell = 0; cell < counts.Length; cell++)
            if (counts[cell] > 0) cells.Add((cell / second.Classes, cell % second.Classes, counts[cell]));
        return cells;
    }

    private static List<(int, int, long)> Sparse(ClassVariable first, ClassVariable second) =>
        [.. first.Codes.Zip(second.Codes)
            .Where(pair => pair.First >= 0 && pair.Second >= 0)
            .CountBy(pair => pair)
            .Select(cell => (cell.Key.First, cell.Key.Second, (long)cell.Value))];
}
