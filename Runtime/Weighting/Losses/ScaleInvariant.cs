namespace MtlDsl;

/// <summary>
/// The sum of the logarithms of the losses, which does not change its gradient when a loss is multiplied by a constant (the baseline
/// "SI" of Navon et al., "Multi-Task Learning as a Bargaining Game", 2022). Joint loss: Σ log L_i, so that a weight is 1 / L_i.
/// Needs the losses of a step, not negative; one below 1e-8 counts as 1e-8.
/// </summary>
public sealed class ScaleInvariant : LossWeighting
{
    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        double offset = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            double loss = this.Positive(tasks[i], losses[i]);
            weights[i] = 1 / loss;
            offset += Math.Log(loss) - losses[i] / loss;
        }
        return offset;
    }
}
