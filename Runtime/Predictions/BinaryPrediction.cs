namespace MtlDsl;

/// <summary>The predicted yes or no of a row.</summary>
/// <param name="Class">True where its probability is at least 0.5.</param>
/// <param name="Probability">The probability of true, 0 .. 1, whatever the class.</param>
public sealed record BinaryPrediction(bool Class, float Probability)
{
    /// <summary>Reads a row of one logit: the probability is its sigmoid.</summary>
    /// <param name="output">The logit (1).</param>
    /// <exception cref="ArgumentException">There is not one logit, or it is NaN.</exception>
    public static BinaryPrediction Decode(ReadOnlySpan<float> output)
    {
        if (output.Length != 1)
            throw new ArgumentException(FormattableString.Invariant(
                $"{output.Length} logits are given for a binary task, which has 1."), nameof(output));
        if (float.IsNaN(output[0]))
            throw new ArgumentException(
                "The logit is NaN, so neither class is the more probable: the model's weights or its inputs are not finite. Look for NaN in both.",
                nameof(output));
        return new BinaryPrediction(output[0] >= 0, Logits.Sigmoid(output[0]));
    }

    /// <summary>As <c>false (true: 12.5 %)</c>.</summary>
    public override string ToString() => $"{(Class ? "true" : "false")} (true: {Percent.Format(Probability)})";
}
