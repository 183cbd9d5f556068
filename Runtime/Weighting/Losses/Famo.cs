namespace MtlDsl;

/// <summary>
/// Fast adaptive multitask optimization, FAMO (Liu, Feng, Stone and Liu, "FAMO: Fast Adaptive Multitask Optimization", 2023): lets all
/// losses fall at the same relative rate. Joint loss: c Σ z_i log D_i with D_i = L_i - b_i + 1e-8, z = softmax(w) and
/// c = 1 / Σ (z_i / D_i), z and c constant in backward, so that the weights c z_i / D_i add up to 1. After the step w goes against
/// (diag(z) - z zᵀ) δ, where δ_i is log D_i before less log D_i after it. Needs the losses of a step, and those of the same batch after
/// it; learns a number for each task.
/// </summary>
/// <remarks>Where several batches make a step, the last one is compared.</remarks>
public sealed class Famo : LearnedWeighting
{
    private const double Epsilon = 1e-8;

    private double[] _logarithms = [];

    /// <summary>The learning rate and weight decay of the paper: 0.025 and 0.001.</summary>
    public Famo() => (LearningRate, WeightDecay) = (0.025, 1e-3);

    /// <summary>The smallest values b that the losses can have, in the order of the tasks. Finite; null: 0 each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public IReadOnlyList<double>? LowerBounds
    {
        get;
        init => field = LossTerms.CheckEach(value, double.IsFinite, "finite", nameof(LowerBounds));
    }

    /// <inheritdoc/>
    public override bool NeedsLossesAfterStep => true;

    private protected override double Initial => 0;

    /// <inheritdoc/>
    public override void StepSkipped()
    {
        base.StepSkipped();
        Array.Fill(_logarithms, double.NaN);
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        base.OnBegin();
        this.RequireOnePerTask(LowerBounds, nameof(LowerBounds));
        _logarithms = new double[Tasks.Count];
        Array.Fill(_logarithms, double.NaN);
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        Array.Fill(_logarithms, double.NaN);
        Shares(tasks, weights);
        double inverse = 0, logarithm = 0, weighted = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            double distance = Distance(tasks[i], losses[i]);
            logarithm += weights[i] * (_logarithms[tasks[i]] = Math.Log(distance));
            inverse += weights[i] /= distance;
        }
        for (int i = 0; i < tasks.Length; i++)
            weighted += (weights[i] /= inverse) * losses[i];
        return logarithm / inverse - weighted;
    }

    /// <inheritdoc/>
    protected override void OnStepTaken(ReadOnlySpan<double> lossesAfter)
    {
        var tasks = new List<int>(Tasks.Count);
        for (int task = 0; task < Tasks.Count; task++)
            if (double.IsFinite(_logarithms[task]) && double.IsFinite(lossesAfter[task])) tasks.Add(task);
        Span<double> shares = new double[tasks.Count], falls = new double[tasks.Count];
        Shares([.. tasks], shares);
        double mean = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            falls[i] = _logarithms[tasks[i]] - Math.Log(Distance(tasks[i], lossesAfter[tasks[i]]));
            mean += shares[i] * falls[i];
        }
        for (int i = 0; i < shares.Length; i++) AddGradient(tasks[i], shares[i] * (falls[i] - mean));
        base.OnStepTaken(lossesAfter);
        Array.Fill(_logarithms, double.NaN);
    }

    private void Shares(ReadOnlySpan<int> tasks, Span<double> shares)
    {
        for (int i = 0; i < tasks.Length; i++) shares[i] = Values[tasks[i]];
        LossTerms.Softmax(shares);
    }

    private double Distance(int task, double loss)
    {
        double bound = LowerBounds?[task] ?? 0;
        return loss >= bound
            ? loss - bound + Epsilon
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The loss of '{Tasks[task]}' is {loss}, below its bound of {bound} that Famo takes the logarithm of the distance to: set a smaller one in LowerBounds."));
    }
}
