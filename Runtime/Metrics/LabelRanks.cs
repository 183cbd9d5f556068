namespace MtlDsl;

/// <summary>Where the labels stand among the classes by probability.</summary>
/// <param name="Counts">
/// (classes): of how many rows the label is the most probable class, the second, and so on; of equally probable ones the first is taken as
/// the more probable. A row whose output is NaN is in none.
/// </param>
/// <param name="Count">The number of rows, with those whose output is NaN.</param>
public sealed record LabelRanks(long[] Counts, long Count)
{
    /// <summary>The share of the rows whose label is among the <paramref name="k"/> most probable classes, 0 .. 1; NaN with no rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is less than 1.</exception>
    public double TopAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return (double)Counts.Take(k).Sum() / Count;
    }

    /// <summary>Whether all counts are the same.</summary>
    public bool Equals(LabelRanks? other) => other is not null && Count == other.Count && SequenceEquality.Equal(Counts, other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, SequenceEquality.HashCode(Counts));

    /// <summary>As <c>top 1: 0.91, top 3: 0.98, top 5: 0.99</c>.</summary>
    public override string ToString() =>
        string.Join(", ", new[] { 1, 3, 5 }.Where(k => k == 1 || k < Counts.Length).Select(k => FormattableString.Invariant($"top {k}: {TopAccuracy(k):G4}")));
}
