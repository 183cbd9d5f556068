using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Penalty-based boundary intersection, PBI (Zhang and Li, "MOEA/D: A Multiobjective Evolutionary Algorithm Based on Decomposition",
/// 2007): how far the losses are from the ideal point along a preferred direction u = p / ‖p‖, and θ times how far they are from that
/// line. Joint loss: d1 + θ d2 with d1 = (L - z)·u and d2 = √(‖L - z - d1 u‖² + 1e-12). Needs the losses of a step.
/// </summary>
/// <remarks>
/// A weight, u_i + θ (L - z - d1 u)_i / d2, may be negative: the loss of a task that is ahead of the preference is made larger. The 1e-12
/// lets the second term fade out on the line, where it would be noise.
/// </remarks>
public sealed class PenaltyBoundaryIntersection : LossWeighting
{
    /// <summary>The penalty θ for leaving the preferred direction. At least 0 and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    [Range(0.0, double.MaxValue)]
    public double Penalty { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 5;

    /// <summary>The preferred direction p, in the order of the tasks. Positive and finite; null: the same for all.</summary>
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
        double length = 0, along = 0, across = 1e-12, offset = 0;
        foreach (int task in tasks) length += Preference(task) * Preference(task);
        length = Math.Sqrt(length);
        for (int i = 0; i < tasks.Length; i++) along += Distance(tasks[i], losses[i]) * Preference(tasks[i]) / length;
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] = Distance(tasks[i], losses[i]) - along * Preference(tasks[i]) / length;
            across += weights[i] * weights[i];
        }
        across = Math.Sqrt(across);
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] = Preference(tasks[i]) / length + Penalty * weights[i] / across;
            offset -= weights[i] * losses[i];
        }
        return offset + along + Penalty * across;
    }

    private double Preference(int task) => Preferences?[task] ?? 1;

    private double Distance(int task, double loss) => loss - (IdealPoint?[task] ?? 0);
}
