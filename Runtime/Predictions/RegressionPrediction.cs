using System.Globalization;

namespace MtlDsl;

/// <summary>The predicted numbers of a row.</summary>
/// <param name="Values">The output (width), in the units of the labels.</param>
public sealed record RegressionPrediction(float[] Values)
{
    /// <summary>The number, where the task predicts one.</summary>
    /// <exception cref="InvalidOperationException">The task predicts several: use <see cref="Values"/>.</exception>
    public float Value => Values is [var value]
        ? value
        : throw new InvalidOperationException(FormattableString.Invariant(
            $"The task predicts {Values.Length} numbers for a row, and Value is for one: use Values."));

    /// <summary>Reads a row of numbers.</summary>
    /// <param name="output">The output (width).</param>
    public static RegressionPrediction Decode(ReadOnlySpan<float> output) => new(output.ToArray());

    /// <summary>Whether all numbers are the same.</summary>
    public bool Equals(RegressionPrediction? other) => other is not null && SequenceEquality.Equal(Values, other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => SequenceEquality.HashCode(Values);

    /// <summary>As <c>3.25</c>, or <c>(1.5, -2)</c> where there are several.</summary>
    public override string ToString()
    {
        var values = string.Join(", ", Values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
        return Values.Length == 1 ? values : $"({values})";
    }
}
