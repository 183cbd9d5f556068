namespace MtlDsl;

/// <summary>Weights of which each is drawn by itself, its logarithm uniform: as often between 0.1 and 1 as between 1 and 10.</summary>
public sealed record LogUniform : WeightDistribution
{
    /// <summary>Weights within bounds.</summary>
    /// <param name="lowest">The lowest weight. Positive.</param>
    /// <param name="highest">The highest weight. Above the lowest, and finite.</param>
    public LogUniform(double lowest = 0.1, double highest = 10)
    {
        Lowest = Positive(lowest, nameof(lowest));
        Highest = Positive(highest, nameof(highest));
        if (lowest >= highest)
            throw new ArgumentException(
                FormattableString.Invariant($"The lowest weight is {lowest} and the highest {highest}: it has to be above the lowest."), nameof(highest));
    }

    /// <summary>The lowest weight.</summary>
    public double Lowest { get; }

    /// <summary>The highest weight.</summary>
    public double Highest { get; }

    internal override double[] Draw(int tasks, UniformRandom random)
    {
        var weights = new double[tasks];
        for (int task = 0; task < tasks; task++) weights[task] = Lowest * Math.Pow(Highest / Lowest, random.Next());
        return weights;
    }
}
