namespace MtlDsl;

/// <summary>
/// Lets the learning rate fall along half a cosine (Loshchilov and Hutter, 2017), as <c>CosineAnnealingLR</c>, with every step unless
/// <see cref="FixedSchedule.Unit"/> says otherwise. After its length it stays at the smallest rate, where PyTorch's rises again.
/// </summary>
public sealed record CosineDecay : FixedSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="length">The number of steps, or of epochs, to the smallest rate, at least 1; null: those of the run.</param>
    public CosineDecay(long? length = null)
    {
        Unit = ScheduleUnit.Step;
        Length = length;
    }

    /// <summary>The number of steps, or of epochs, to the smallest rate, at least 1; null: those of the run.</summary>
    public long? Length { get; init => field = Check(value, value is null or >= 1, "at least 1, or null for the length of the run"); }

    /// <summary>The rate at the end. At least 0.</summary>
    public double MinLearningRate { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length) =>
        Cosine.Between(initial, MinLearningRate, Math.Min(1, position / (double)(Length ?? length)!));

    private protected override bool NeedsLength => Length is null;
}

/// <summary>Half a period of the cosine, from a first value to a last one.</summary>
internal static class Cosine
{
    /// <param name="first">The value at 0.</param>
    /// <param name="last">The value at 1.</param>
    /// <param name="share">How much of the way is behind, 0 .. 1.</param>
    public static double Between(double first, double last, double share) => last + (first - last) * (1 + Math.Cos(Math.PI * share)) / 2;
}
