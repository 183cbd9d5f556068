namespace MtlDsl;

/// <summary>Which of an enum's two members is predicted for a row.</summary>
/// <typeparam name="TEnum">The enum; its first and second member are those of <see cref="EnumClasses{TEnum}"/>, by ascending value.</typeparam>
/// <param name="Class">The second member where its probability is at least 0.5, else the first.</param>
/// <param name="Probability">The probability of the second member, 0 .. 1, whatever the class.</param>
public sealed record BinaryPrediction<TEnum>(TEnum Class, float Probability) where TEnum : struct, Enum
{
    /// <summary>The probability of a member, 0 .. 1.</summary>
    /// <exception cref="ArgumentException">The enum has no such member.</exception>
    public float this[TEnum member] => EnumClasses<TEnum>.IndexOf(member) == 1 ? Probability : 1 - Probability;

    /// <summary>Reads a row of one logit: the probability of the second member is its sigmoid.</summary>
    /// <param name="output">The logit (1).</param>
    /// <exception cref="ArgumentException">There is not one logit, or it is NaN, or the enum does not have two members.</exception>
    public static BinaryPrediction<TEnum> Decode(ReadOnlySpan<float> output)
    {
        if (EnumClasses<TEnum>.Count != 2)
            throw new ArgumentException(FormattableString.Invariant(
                $"A binary task needs an enum of 2 classes, and {typeof(TEnum).Name} has {EnumClasses<TEnum>.Count}: use CrossEntropy."));
        var prediction = BinaryPrediction.Decode(output);
        return new BinaryPrediction<TEnum>(EnumClasses<TEnum>.Values[prediction.Class ? 1 : 0], prediction.Probability);
    }

    /// <summary>As <c>Ham (Spam: 12.5 %)</c>: the probability is always the second member's.</summary>
    public override string ToString() => $"{Class} ({EnumClasses<TEnum>.Names[1]}: {Percent.Format(Probability)})";
}
