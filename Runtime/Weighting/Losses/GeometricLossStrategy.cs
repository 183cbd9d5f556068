namespace MtlDsl;

/// <summary>
/// The geometric mean of the losses, GLS (Chennupati et al., "MultiNet++", 2019). Joint loss: J = (Π L_i)^(1/n), so that a weight is
/// J / (n L_i). Needs the losses of a step, not negative; one below 1e-8 counts as 1e-8.
/// </summary>
public sealed class GeometricLossStrategy : LossWeighting
{
    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        // By logarithms: the product of many small losses is 0 in any precision.
        double logarithms = 0;
        for (int i = 0; i < tasks.Length; i++) logarithms += Math.Log(this.Positive(tasks[i], losses[i]));
        double mean = Math.Exp(logarithms / tasks.Length), weighted = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] = mean / (tasks.Length * this.Positive(tasks[i], losses[i]));
            weighted += weights[i] * losses[i];
        }
        return mean - weighted;
    }
}
