namespace MtlDsl;

/// <summary>
/// RMSprop (Tieleman and Hinton, 2012), as <c>torch.optim.RMSprop</c>: each element's step is its gradient over the root of the running mean
/// of its square; centred (Graves, 2013), over an estimate of its standard deviation. Weight decay is added to the gradient (L2).
/// </summary>
public sealed record RmsProp : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public RmsProp(double learningRate = 1e-2) => LearningRate = learningRate;

    /// <summary>How much of the running mean of the squared gradient a step keeps, in [0, 1).</summary>
    public double Alpha { get; init => field = Check(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.99;

    /// <summary>What is added to the root, against division by 0. At least 0.</summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-8;

    /// <summary>How much of the velocity a step keeps. At least 0; 0: no velocity is kept.</summary>
    public double Momentum { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>Whether the squared running mean of the gradient is taken off that of its square, which leaves an estimate of its variance.</summary>
    public bool Centered { get; init; }

    /// <summary>How much of each weight is added to its gradient. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) => new RmsPropStep(arena, clipNorm, this);
}
