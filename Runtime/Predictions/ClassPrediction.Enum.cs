namespace MtlDsl;

/// <summary>The predicted class of a row, where the classes are an enum's members.</summary>
/// <typeparam name="TEnum">The enum; class indices are those of <see cref="EnumClasses{TEnum}"/>.</typeparam>
/// <param name="Class">The most probable member, the first of several.</param>
/// <param name="Probability">The probability of that member, 0 .. 1.</param>
/// <param name="Probabilities">The probability of every member, by class index; they sum to 1.</param>
public sealed record ClassPrediction<TEnum>(TEnum Class, float Probability, float[] Probabilities) where TEnum : struct, Enum
{
    /// <summary>The probability of a member, 0 .. 1.</summary>
    /// <exception cref="ArgumentException">The enum has no such member.</exception>
    public float this[TEnum member] => Probabilities[EnumClasses<TEnum>.IndexOf(member)];

    /// <summary>Reads a row of logits: probabilities are their softmax.</summary>
    /// <param name="output">The logits (members).</param>
    /// <exception cref="ArgumentException">There is not one logit for each member, or they are NaN or infinite.</exception>
    public static ClassPrediction<TEnum> Decode(ReadOnlySpan<float> output)
    {
        if (output.Length != EnumClasses<TEnum>.Count)
            throw new ArgumentException(FormattableString.Invariant(
                $"{output.Length} logits are given for {typeof(TEnum).Name}, which has {EnumClasses<TEnum>.Count} classes."), nameof(output));
        var prediction = ClassPrediction.Decode(output);
        return new ClassPrediction<TEnum>(EnumClasses<TEnum>.Values[prediction.Class], prediction.Probability, prediction.Probabilities);
    }

    /// <summary>Whether all is the same, the probabilities one by one.</summary>
    public bool Equals(ClassPrediction<TEnum>? other) =>
        other is not null && EqualityComparer<TEnum>.Default.Equals(Class, other.Class) && Probability.Equals(other.Probability) &&
        SequenceEquality.Equal(Probabilities, other.Probabilities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Class, Probability, SequenceEquality.HashCode(Probabilities));

    /// <summary>As <c>Hearts (93.1 %)</c>.</summary>
    public override string ToString() => $"{Class} ({Percent.Format(Probability)})";
}
