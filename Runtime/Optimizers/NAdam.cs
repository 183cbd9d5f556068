namespace MtlDsl;

/// <summary>
/// Adam with Nesterov's momentum (Dozat, 2016), as <c>torch.optim.NAdam</c>: the step of Adam, looking ahead by one step of a momentum that
/// rises from about half of Beta1 to all of it. Weight decay is added to the gradient (L2).
/// </summary>
public sealed record NAdam : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public NAdam(double learningRate = 2e-3) => LearningRate = learningRate;

    /// <summary>How much of the running mean of the gradient a step keeps, in [0, 1).</summary>
    public double Beta1 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>How much of the running mean of the squared gradient a step keeps, in [0, 1).</summary>
    public double Beta2 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999;

    /// <summary>What is added to the root, against division by 0. At least 0.</summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-8;

    /// <summary>How fast the momentum rises: that of step t, from 1, is Beta1 · (1 − ½ · 0.96^(t · this)). At least 0.</summary>
    public double MomentumDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 4e-3;

    /// <summary>How much of each weight is added to its gradient. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) => new NAdamStep(arena, clipNorm, this);
}
