namespace MtlDsl;

/// <summary>A property of a record that takes one of a few values, which the model embeds.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Count">The number of indices; where the property is optional, the last of them stands for a missing value.</param>
/// <param name="EmbeddingWidth">The width of the embedding.</param>
public sealed record Category(string Name, int Count, int EmbeddingWidth)
{
    /// <summary>The index that a record's encoding writes for a value.</summary>
    /// <param name="value">The value, counted from 0; null where it is missing.</param>
    /// <param name="count">The number of indices; where <paramref name="optional"/>, the last of them stands for a missing value.</param>
    /// <param name="optional">Whether a value may be missing.</param>
    /// <param name="name">The property's name, for the error.</param>
    /// <returns>0 .. <paramref name="count"/> - 1.</returns>
    /// <exception cref="ArgumentException">The value is outside the range, or missing where it may not be.</exception>
    public static long Index(int? value, int count, bool optional, string name)
    {
        var values = optional ? count - 1 : count;
        if (value is { } present)
            return (uint)present < (uint)values ? present : throw new ArgumentException($"{name} is {present}; it takes 0 to {values - 1}.");
        return optional ? values : throw new ArgumentException($"{name} is missing; declare the property nullable if it may be.");
    }

    /// <summary>The index that a record's encoding writes for a member of an enum.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="value">The member; null where it is missing.</param>
    /// <param name="optional">Whether a value may be missing; its index is then the number of members.</param>
    /// <param name="name">The property's name, for the error.</param>
    /// <exception cref="ArgumentException">The value is no member of the enum, or missing where it may not be.</exception>
    public static long Index<TEnum>(TEnum? value, bool optional, string name) where TEnum : struct, Enum
    {
        if (value is not { } present)
            return Index(null, EnumClasses<TEnum>.Count + 1, optional, name);
        return EnumClasses<TEnum>.TryIndexOf(present, out var index)
            ? index
            : throw new ArgumentException($"{name}: {EnumClasses<TEnum>.Undefined(present)}");
    }
}
