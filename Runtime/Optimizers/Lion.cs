namespace MtlDsl;

/// <summary>
/// Lion (Chen et al., Symbolic Discovery of Optimization Algorithms, 2023): every element goes the same way, the learning rate, in the
/// direction that the sign of a mix of the gradient and its running mean shows. Weight decay is decoupled, as in <see cref="AdamW"/>. It
/// wants a learning rate 3 to 10 times smaller than AdamW's, and a weight decay larger by as much.
/// </summary>
public sealed record Lion : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public Lion(double learningRate = 1e-4) => LearningRate = learningRate;

    /// <summary>How much of the running mean, rather than of the gradient, the direction of a step has, in [0, 1).</summary>
    public double Beta1 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>How much of the running mean of the gradient a step keeps, in [0, 1).</summary>
    public double Beta2 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.99;

    /// <summary>How fast weights shrink, in units of the learning rate. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) => new LionStep(arena, clipNorm, this);
}
