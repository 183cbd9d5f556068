namespace MtlDsl;

/// <summary>Multiplies the learning rate by a factor at equal intervals, as <c>StepLR</c>.</summary>
public sealed record StepDecay : FixedSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="interval">The number of epochs, or of steps, between two changes. At least 1.</param>
    /// <param name="factor">What the rate is multiplied by, in (0, 1].</param>
    public StepDecay(long interval, double factor = 0.1)
    {
        Interval = interval;
        Factor = factor;
    }

    /// <summary>The number of epochs, or of steps, between two changes. At least 1.</summary>
    public long Interval { get; init => field = Check(value, value >= 1, "at least 1"); }

    /// <summary>What the rate is multiplied by, in (0, 1].</summary>
    public double Factor { get; init => field = Check(value, value is > 0 and <= 1, "in (0, 1]"); }

    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length) => initial * Math.Pow(Factor, position / Interval);
}
