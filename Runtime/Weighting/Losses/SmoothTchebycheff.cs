using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Smooth Tchebycheff scalarisation, STCH (Lin et al., "Smooth Tchebycheff Scalarization for Multi-Objective Optimization", 2024): a
/// smooth maximum of the weighted losses. Joint loss: μ log Σ exp(p_i (L_i - z_i) / μ), so that a weight is p_i times the softmax of
/// the exponents. Needs the losses of a step.
/// </summary>
/// <remarks>The paper's form for multi-task learning, on logarithms after a warm-up, is <see cref="NormalizedSmoothTchebycheff"/>.</remarks>
public sealed class SmoothTchebycheff : LossWeighting
{
    /// <summary>The smoothing μ, in the losses' unit: the smaller, the closer to the maximum. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Smoothing { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1;

    /// <summary>The preferences p of the tasks, in the order of the tasks. Positive and finite; null: 1 / n each, n the number of tasks with labels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public IReadOnlyList<double>? Preferences
    {
        get;
        init => field = LossTerms.CheckEach(value, preference => preference > 0 && double.IsFinite(preference), "positive and finite", nameof(Preferences));
    }

    /// <summary>The ideal losses z, in the order of the tasks. Finite; null: 0 each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public IReadOnlyList<double>? IdealPoint
    {
        get;
        init => field = LossTerms.CheckEach(value, double.IsFinite, "finite", nameof(IdealPoint));
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        this.RequireOnePerTask(Preferences, nameof(Preferences));
        this.RequireOnePerTask(IdealPoint, nameof(IdealPoint));
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        for (int i = 0; i < tasks.Length; i++)
            weights[i] = Preference(tasks, i) * (losses[i] - (IdealPoint?[tasks[i]] ?? 0)) / Smoothing;
        double offset = Smoothing * LossTerms.Softmax(weights);
        for (int i = 0; i < tasks.Length; i++)
            offset -= (weights[i] *= Preference(tasks, i)) * losses[i];
        return offset;
    }

    private double Preference(ReadOnlySpan<int> tasks, int i) => Preferences?[tasks[i]] ?? 1.0 / tasks.Length;
}
