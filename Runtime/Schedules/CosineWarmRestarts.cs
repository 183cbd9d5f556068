namespace MtlDsl;

/// <summary>
/// Lets the learning rate fall along half a cosine and start over, in cycles that may grow (SGDR, Loshchilov and Hutter, 2017), as
/// <c>CosineAnnealingWarmRestarts</c>.
/// </summary>
public sealed record CosineWarmRestarts : FixedSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="cycle">The number of epochs, or of steps, of the first cycle. At least 1.</param>
    /// <param name="growth">How many times as long as the one before it each cycle is. At least 1.</param>
    public CosineWarmRestarts(long cycle, int growth = 1)
    {
        Cycle = cycle;
        Growth = growth;
    }

    /// <summary>The number of epochs, or of steps, of the first cycle. At least 1.</summary>
    public long Cycle { get; init => field = Check(value, value >= 1, "at least 1"); }

    /// <summary>How many times as long as the one before it each cycle is. At least 1.</summary>
    public int Growth { get; init => field = Check(value, value >= 1, "at least 1"); }

    /// <summary>The rate that a cycle falls towards. At least 0.</summary>
    public double MinLearningRate { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length)
    {
        long start = 0, cycle = Cycle;
        if (Growth == 1) start = position / cycle * cycle;
        else for (; position - start >= cycle; cycle *= Growth) start += cycle;
        return Cosine.Between(initial, MinLearningRate, (position - start) / (double)cycle);
    }
}
