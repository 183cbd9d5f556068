namespace MtlDsl;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as <c>torch.optim.AdamW</c>: a step first multiplies each weight by
/// 1 − learning rate · weight decay, and the decay has no part in the moments.
/// </summary>
public sealed record AdamW : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public AdamW(double learningRate = 1e-3) => LearningRate = learningRate;

    /// <summary>How much of the running mean of the gradient a step keeps, in [0, 1).</summary>
    public double Beta1 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>How much of the running mean of the squared gradient a step keeps, in [0, 1).</summary>
    public double Beta2 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999;

    /// <summary>What is added to the root, against division by 0. At least 0.</summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-8;

    /// <summary>How fast weights shrink, in units of the learning rate. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-2;

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) =>
        new AdamStep(arena, clipNorm, LearningRate, Beta1, Beta2, Epsilon, WeightDecay, isDecoupled: true);
}
