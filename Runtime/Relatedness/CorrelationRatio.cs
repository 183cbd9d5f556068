namespace MtlDsl;

/// <summary>How far classes tell a number: the share of its standard deviation that lies between the classes (η; Pearson, 1905).</summary>
internal static class CorrelationRatio
{
    /// <summary>0 .. 1, over the rows that have both; NaN where the number is the same in all of them or only one class occurs.</summary>
    public static double Of(ClassVariable classes, NumberVariable numbers)
    {
        int[] rows = [.. Enumerable.Range(0, classes.Codes.Length).Where(row => classes.Codes[row] >= 0 && !float.IsNaN(numbers.Values[row]))];
        if (rows.Length == 0) return double.NaN;
        var counts = new long[classes.Classes];
        var means = new double[classes.Classes];
        foreach (int row in rows)
        {
            int code = classes.Codes[row];
            means[code] += (numbers.Values[row] - means[code]) / ++counts[code];
        }
        double mean = rows.Average(row => (double)numbers.Values[row]);
        double total = rows.Sum(row => (numbers.Values[row] - mean) * (numbers.Values[row] - mean));
        double between = Enumerable.Range(0, means.Length).Sum(code => counts[code] * (means[code] - mean) * (means[code] - mean));
        bool isDefined = total > 0 && counts.Count(count => count > 0) > 1;
        return isDefined ? Math.Min(1, Math.Sqrt(between / total)) : double.NaN;
    }
}
