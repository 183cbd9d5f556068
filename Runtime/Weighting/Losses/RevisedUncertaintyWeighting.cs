using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Uncertainty weighting with a regulariser that is never negative (Liebel and Körner, "Auxiliary Tasks in Multi-task Learning", 2018):
/// the deviation c_i of each task's noise is learnt. Joint loss: Σ L_i / (2 c_i²) + log(1 + c_i²), so that a weight is 1 / (2 c_i²).
/// Needs the losses of a step; learns a number for each task.
/// </summary>
public sealed class RevisedUncertaintyWeighting : LearnedWeighting
{
    /// <summary>What the deviations begin with. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double InitialDeviation { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1;

    private protected override double Initial => InitialDeviation;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        double offset = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            // The formula has a pole at 0, which a step of the optimizer may fall on.
            double deviation = Values[tasks[i]], variance = Math.Max(deviation * deviation, LossTerms.Smallest);
            weights[i] = 1 / (2 * variance);
            offset += Math.Log(1 + variance);
            AddGradient(tasks[i], deviation * (2 / (1 + variance) - losses[i] / (variance * variance)));
        }
        return offset;
    }
}
