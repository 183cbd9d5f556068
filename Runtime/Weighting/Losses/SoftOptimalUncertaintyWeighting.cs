using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// UW-SO (Kirchdorfer et al., "Analytical Uncertainty-Based Loss Weighting in Multi-Task Learning", 2024): the weights that
/// uncertainty weighting would end with at the losses at hand, normalised. Joint loss: Σ w_i L_i with w = softmax((1 / L) / T), held
/// constant in backward. Needs the losses of a step, not negative; one below 1e-8 counts as 1e-8.
/// </summary>
public sealed class SoftOptimalUncertaintyWeighting : LossWeighting
{
    /// <summary>The temperature T: the larger, the more alike are the weights. Positive and finite. The paper tunes it for each data set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Temperature { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 10;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        for (int i = 0; i < tasks.Length; i++)
            weights[i] = 1 / (this.Positive(tasks[i], losses[i]) * Temperature);
        LossTerms.Softmax(weights);
        return 0;
    }
}
