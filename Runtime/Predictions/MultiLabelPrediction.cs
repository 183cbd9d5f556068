namespace MtlDsl;

/// <summary>Which of several labels are predicted for a row, each on its own.</summary>
/// <param name="Labels">For each label (labels), whether its probability is at least 0.5.</param>
/// <param name="Probabilities">The probability of each label (labels), 0 .. 1.</param>
public sealed record MultiLabelPrediction(bool[] Labels, float[] Probabilities)
{
    /// <summary>Reads a row of logits: each probability is the sigmoid of its logit.</summary>
    /// <param name="output">The logits (labels).</param>
    /// <exception cref="ArgumentException">A logit is NaN.</exception>
    public static MultiLabelPrediction Decode(ReadOnlySpan<float> output)
    {
        var labels = new bool[output.Length];
        var probabilities = new float[output.Length];
        for (var i = 0; i < output.Length; i++)
        {
            if (float.IsNaN(output[i]))
                throw new ArgumentException(FormattableString.Invariant(
                    $"Logit {i} of {output.Length} is NaN: the model's weights or its inputs are not finite. Look for NaN in both."), nameof(output));
            labels[i] = output[i] >= 0;
            probabilities[i] = Logits.Sigmoid(output[i]);
        }
        return new MultiLabelPrediction(labels, probabilities);
    }

    /// <summary>Whether all labels and probabilities are the same.</summary>
    public bool Equals(MultiLabelPrediction? other) =>
        other is not null && SequenceEquality.Equal(Labels, other.Labels) && SequenceEquality.Equal(Probabilities, other.Probabilities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SequenceEquality.HashCode(Labels), SequenceEquality.HashCode(Probabilities));

    /// <summary>The predicted labels, as <c>0 (93.1 %), 3 (71.0 %)</c>, or <c>none</c>.</summary>
    public override string ToString()
    {
        var labels = Probabilities.Select((probability, label) => (label, probability)).Where(item => Labels[item.label]).ToList();
        return labels.Count == 0
            ? "none"
            : string.Join(", ", labels.Select(item => FormattableString.Invariant($"{item.label} ({Percent.Format(item.probability)})")));
    }
}
