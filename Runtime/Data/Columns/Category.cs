namespace MtlDsl;

/// <summary>A property of a record that takes one of a few values, which the model embeds.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Count">The number of indices; where the property is optional, the last of them stands for a missing value.</param>
/// <param name="EmbeddingWidth">The width of the embedding.</param>
public sealed record Category(string Name, int Count, int EmbeddingWidth)
{
    /// <summary>The index that a record's encoding writes for a value that is there.</summary>
    /// <param name="value">The value, counted from 0.</param>
    /// <param name="count">The number of values; where the property is optional, this is the index of a missing one.</param>
    /// <param name="name">The property's name, for the error.</param>
    /// <returns>0 .. <paramref name="count"/> - 1.</returns>
    /// <exception cref="ArgumentException">The value is outside the range.</exception>
    public static long Index(long value, int count, string name) =>
        (ulong)value < (ulong)count ? value : throw new ArgumentException($"{name} is {value}; it takes 0 to {count - 1}.");
}
