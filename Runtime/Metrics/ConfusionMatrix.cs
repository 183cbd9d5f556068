namespace MtlDsl;

/// <summary>How often each class was predicted for rows of each class. A row whose output is NaN has no predicted class and is left out.</summary>
/// <param name="Classes">The number of classes.</param>
/// <param name="Counts">The rows by actual and predicted class: (classes, classes) in row-major order, an actual class in each row.</param>
public sealed record ConfusionMatrix(int Classes, long[] Counts)
{
    /// <summary>The rows by actual and predicted class: (classes, classes) in row-major order, an actual class in each row.</summary>
    /// <exception cref="ArgumentException">There is not one count for each pair of classes.</exception>
    public long[] Counts { get; init; } = Counts.Length == (long)Classes * Classes
        ? Counts
        : throw new ArgumentException(FormattableString.Invariant(
            $"{Counts.Length} counts are given for {Classes} classes: it takes {Classes} x {Classes} = {(long)Classes * Classes}."), nameof(Counts));

    /// <summary>How many rows of class <paramref name="actual"/> were predicted as class <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted]
    {
        get
        {
            RequireClass(actual, nameof(actual));
            RequireClass(predicted, nameof(predicted));
            return Counts[actual * Classes + predicted];
        }
    }

    /// <summary>Whether all counts are the same.</summary>
    public bool Equals(ConfusionMatrix? other) =>
        other is not null && Classes == other.Classes && SequenceEquality.Equal(Counts, other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => SequenceEquality.HashCode(Counts);

    /// <summary>A line for each actual class, the counts by predicted class: <c>[[50, 3], [1, 46]]</c>.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", Counts.Chunk(Math.Max(Classes, 1)).Select(row => FormattableString.Invariant($"[{string.Join(", ", row)}]")))}]";

    private void RequireClass(int index, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Classes, name);
    }
}
