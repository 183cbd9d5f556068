namespace MtlDsl;

/// <summary>Equality of the arrays in predictions by their elements, NaN being equal to itself.</summary>
internal static class SequenceEquality
{
    internal static bool Equal<T>(T[] left, T[] right) where T : IEquatable<T> => left.AsSpan().SequenceEqual(right);

    internal static int HashCode<T>(T[] values)
    {
        var hash = new HashCode();
        foreach (var value in values)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
