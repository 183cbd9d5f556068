namespace MtlDsl;

/// <summary>Multiplies the learning rate by a factor with every epoch, or step, as <c>ExponentialLR</c>.</summary>
public sealed record ExponentialDecay : FixedSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="factor">What the rate is multiplied by, in (0, 1].</param>
    public ExponentialDecay(double factor) => Factor = factor;

    /// <summary>What the rate is multiplied by, in (0, 1].</summary>
    public double Factor { get; init => field = Check(value, value is > 0 and <= 1, "in (0, 1]"); }

    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length) => initial * Math.Pow(Factor, position);
}
