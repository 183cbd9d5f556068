namespace MtlDsl;

/// <summary>Multiplies the learning rate by a factor at given positions, as <c>MultiStepLR</c>.</summary>
public sealed record MultiStepDecay : FixedSchedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="milestones">The epochs, or steps, from 1, after which the rate is smaller: at least one, in ascending order.</param>
    /// <param name="factor">What the rate is multiplied by, in (0, 1].</param>
    public MultiStepDecay(IReadOnlyList<long> milestones, double factor = 0.1)
    {
        Milestones = milestones;
        Factor = factor;
    }

    /// <summary>The epochs, or steps, from 1, after which the rate is smaller: at least one, in ascending order.</summary>
    public IReadOnlyList<long> Milestones { get; init => field = Ascending(value); }

    /// <summary>What the rate is multiplied by, in (0, 1].</summary>
    public double Factor { get; init => field = Check(value, value is > 0 and <= 1, "in (0, 1]"); }

    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length) =>
        initial * Math.Pow(Factor, Milestones.Count(milestone => milestone <= position));

    private static long[] Ascending(IReadOnlyList<long> milestones)
    {
        long[] copy = [.. milestones];
        if (copy.Length > 0 && copy[0] >= 1 && copy.Zip(copy.Skip(1)).All(pair => pair.First < pair.Second)) return copy;
        throw new ArgumentException(
            FormattableString.Invariant($"Milestones is [{string.Join(", ", copy)}], and has to be ascending numbers from 1 up, at least one."),
            nameof(milestones));
    }
}
