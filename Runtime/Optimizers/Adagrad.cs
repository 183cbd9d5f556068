namespace MtlDsl;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer, 2011), as <c>torch.optim.Adagrad</c>: each element's step is its gradient over the root of the sum of
/// all its squares so far. Weight decay is added to the gradient (L2).
/// </summary>
public sealed record Adagrad : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public Adagrad(double learningRate = 1e-2) => LearningRate = learningRate;

    /// <summary>How fast the learning rate falls: step t, from 0, goes learning rate / (1 + t · this). At least 0.</summary>
    public double LearningRateDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>What the sum of squares begins with. At least 0.</summary>
    public double InitialAccumulator { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>What is added to the root, against division by 0. At least 0.</summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-10;

    /// <summary>How much of each weight is added to its gradient. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) => new AdagradStep(arena, clipNorm, this);
}
