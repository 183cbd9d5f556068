namespace MtlDsl;

/// <summary>
/// AdaBelief (Zhuang et al., 2020): Adam whose steps are over the root of the running mean of the squared difference between the gradient
/// and its running mean, so that they are large where gradients are as expected and small where they are not. Weight decay is
/// decoupled, as in <see cref="AdamW"/>.
/// </summary>
public sealed record AdaBelief : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public AdaBelief(double learningRate = 1e-3) => LearningRate = learningRate;

    /// <summary>How much of the running mean of the gradient a step keeps, in [0, 1).</summary>
    public double Beta1 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.9;

    /// <summary>How much of the running mean of the squared difference a step keeps, in [0, 1).</summary>
    public double Beta2 { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.999;

    /// <summary>
    /// What is added to the running mean of the squared difference at each step, and to its root. At least 0. Since it stands under the
    /// root, 1e-16 here is what 1e-8 is for Adam; it is the value of the authors' own code.
    /// </summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-16;

    /// <summary>How fast weights shrink, in units of the learning rate. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) => new AdaBeliefStep(arena, clipNorm, this);
}
