namespace MtlDsl;

/// <summary>
/// The sum of the losses: each task has the weight 1. Joint loss: Σ L_i. What every other strategy has to be compared with
/// (Kurin et al., "In Defense of the Unitary Scalarization for Deep Multi-Task Learning", 2022). Needs nothing of a step.
/// </summary>
public sealed class EqualWeighting : LossWeighting
{
    /// <inheritdoc/>
    protected override bool ReadsLosses => false;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        weights.Fill(1);
        return 0;
    }
}
