namespace MtlDsl;

/// <summary>What is learnt of a column before training, of some rows; that of other rows can be merged with it.</summary>
/// <param name="column">The column's name.</param>
/// <remarks>A stream summarises block by block, joined sources one by one: neither needs all rows at once.</remarks>
internal abstract class ColumnSummary(string column)
{
    /// <summary>The column's name.</summary>
    public string Column => column;

    /// <summary>The summary of both summaries' rows.</summary>
    /// <param name="other">Of other rows of the same column.</param>
    public abstract ColumnSummary Merge(ColumnSummary other);

    /// <summary>The mean and the standard deviation of each number, for standardising.</summary>
    /// <exception cref="ArgumentException">The column holds no numbers.</exception>
    public virtual (float[] Mean, float[] Deviation) Statistics() =>
        throw new ArgumentException($"{column} holds labels, and only inputs are standardised.");

    /// <summary>The weights that make up for classes that differ in number.</summary>
    /// <exception cref="ArgumentException">The column holds no classes.</exception>
    public virtual float[] BalancedWeights() =>
        throw new ArgumentException($"{column} holds no classes, and only those can be balanced.");
}
