namespace MtlDsl;

/// <summary>How many rows each class has.</summary>
internal sealed class ClassSummary : ColumnSummary
{
    private readonly long[] _counts;

    private ClassSummary(string column, long[] counts) : base(column) => _counts = counts;

    /// <summary>Counts classes.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="labelled">Which rows have one.</param>
    /// <param name="count">How many classes there are.</param>
    public static ClassSummary Of(string column, ReadOnlySpan<long> classes, ReadOnlySpan<bool> labelled, int count)
    {
        var counts = new long[count];
        for (var row = 0; row < classes.Length; row++)
        {
            if (labelled[row])
                counts[classes[row]]++;
        }
        return new ClassSummary(column, counts);
    }

    public override ColumnSummary Merge(ColumnSummary other) =>
        new ClassSummary(Column, [.. _counts.Zip(((ClassSummary)other)._counts, (left, right) => left + right)]);

    /// <returns>
    /// n / (k · count) for each class, of n labelled rows of k classes that occur (King and Zeng, 2001; scikit-learn's "balanced"); 1 for a
    /// class that does not occur, which has nothing to make up for.
    /// </returns>
    public override float[] BalancedWeights()
    {
        double rows = _counts.Sum();
        var classes = _counts.Count(count => count > 0);
        return [.. _counts.Select(count => count == 0 ? 1 : (float)(rows / ((double)classes * count)))];
    }
}
