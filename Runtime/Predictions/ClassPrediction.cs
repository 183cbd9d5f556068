using System.Globalization;

namespace MtlDsl;

/// <summary>The predicted class of a row.</summary>
/// <param name="Class">The most probable class, the first of several: 0 .. classes - 1.</param>
/// <param name="Probability">The probability of that class, 0 .. 1.</param>
/// <param name="Probabilities">The probability of every class (classes); they sum to 1.</param>
public sealed record ClassPrediction(int Class, float Probability, float[] Probabilities)
{
    /// <summary>Reads a row of logits: probabilities are their softmax.</summary>
    /// <param name="output">The logits (classes).</param>
    /// <exception cref="ArgumentException">The logits are NaN or infinite, so there is no most probable class.</exception>
    public static ClassPrediction Decode(ReadOnlySpan<float> output)
    {
        var best = Logits.ArgMax(output);
        if (output.IsEmpty || best < 0 || !float.IsFinite(output[best]))
            throw new ArgumentException(
                $"The logits ({string.Join(", ", output.ToArray().Select(logit => logit.ToString(CultureInfo.InvariantCulture)))}) have no " +
                "most probable class: the model's weights or its inputs are not finite. Look for NaN in both.", nameof(output));
        var probabilities = Logits.Softmax(output);
        return new ClassPrediction(best, probabilities[best], probabilities);
    }

    /// <summary>Whether all is the same, the probabilities one by one.</summary>
    public bool Equals(ClassPrediction? other) =>
        other is not null && Class == other.Class && Probability.Equals(other.Probability) &&
        SequenceEquality.Equal(Probabilities, other.Probabilities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Class, Probability, SequenceEquality.HashCode(Probabilities));

    /// <summary>As <c>7 (93.1 %)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class} ({Percent.Format(Probability)})");
}
