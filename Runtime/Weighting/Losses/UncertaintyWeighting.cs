using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Uncertainty weighting (Kendall, Gal and Cipolla, "Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and
/// Semantics", 2018): the logarithm s_i of the variance of each task's noise is learnt. Joint loss: Σ e^(-s_i) L_i / 2 + s_i / 2, so that
/// a weight is e^(-s_i) / 2. Needs the losses of a step; learns a number for each task.
/// </summary>
/// <remarks>As in the published code every task has the factor 1/2, which the paper has for regression alone.</remarks>
public sealed class UncertaintyWeighting : LearnedWeighting
{
    /// <summary>What the logarithms of the variances begin with. Finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Range(double.MinValue, double.MaxValue)]
    public double InitialLogVariance { get; init => field = Check(value, double.IsFinite(value), "finite"); } = -0.5;

    private protected override double Initial => InitialLogVariance;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        double offset = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            double logVariance = Values[tasks[i]];
            weights[i] = Math.Exp(-logVariance) / 2;
            offset += logVariance / 2;
            AddGradient(tasks[i], 0.5 - weights[i] * losses[i]);
        }
        return offset;
    }
}
