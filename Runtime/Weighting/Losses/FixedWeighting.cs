namespace MtlDsl;

/// <summary>Weights that stay as they are given. Joint loss: Σ w_i L_i. Needs nothing of a step.</summary>
public sealed class FixedWeighting : LossWeighting
{
    private readonly double[] _fixed;

    /// <summary>Weights that stay.</summary>
    /// <param name="weights">A weight for each task, in the order of the tasks. At least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public FixedWeighting(params IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _fixed = [.. LossTerms.CheckEach(weights, weight => weight >= 0 && double.IsFinite(weight), "at least 0 and finite", nameof(weights))!];
    }

    /// <inheritdoc/>
    protected override bool ReadsLosses => false;

    /// <inheritdoc/>
    protected override void OnBegin() => this.RequireOnePerTask(_fixed, "weights");

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        for (int i = 0; i < tasks.Length; i++) weights[i] = _fixed[tasks[i]];
        return 0;
    }
}
