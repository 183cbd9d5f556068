namespace MtlDsl;

/// <summary>The tasks' weights from an epoch on.</summary>
public sealed record WeightMilestone
{
    /// <summary>The tasks' weights from an epoch on.</summary>
    /// <param name="epoch">The number of epochs before. At least 0.</param>
    /// <param name="weights">A weight for each task, in the order of the tasks. At least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative, or a weight is negative or not finite.</exception>
    public WeightMilestone(int epoch, params IReadOnlyList<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentNullException.ThrowIfNull(weights);
        Epoch = epoch;
        Weights = LossTerms.CheckEach(weights, weight => weight >= 0 && double.IsFinite(weight), "at least 0 and finite", nameof(weights))!;
    }

    /// <summary>The number of epochs before.</summary>
    public int Epoch { get; }

    /// <summary>A weight for each task, in the order of the tasks.</summary>
    public IReadOnlyList<double> Weights { get; }
}
