namespace MtlDsl;

/// <summary>
/// Adam (Kingma and Ba, 2015), as <c>torch.optim.Adam</c>: each element's step is the running mean of its gradient over the root of the
/// running mean of its square. Weight decay is added to the gradient (L2).
/// </summary>
public sealed record Adam : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public Adam(double learningRate = 1e-3) => LearningRate = learningRate;

    /// <summary>How much of the running mean of the gradient a step keeps, in [0, 1).</summary>
    public double Beta1 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>How much of the running mean of the squared gradient a step keeps, in [0, 1).</summary>
    public double Beta2 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999;

    /// <summary>What is added to the root, against division by 0. At least 0.</summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-8;

    /// <summary>How much of each weight is added to its gradient. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) =>
        new AdamStep(arena, clipNorm, LearningRate, Beta1, Beta2, Epsilon, WeightDecay, isDecoupled: false);
}
