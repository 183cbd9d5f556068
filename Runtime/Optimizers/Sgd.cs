namespace MtlDsl;

/// <summary>
/// Stochastic gradient descent, as <c>torch.optim.SGD</c>: with momentum (Polyak, 1964), dampening, Nesterov's variant (Sutskever et al.,
/// 2013) and L2 weight decay. The first step's velocity is the gradient itself.
/// </summary>
public sealed record Sgd : Optimizer
{
    /// <summary>Makes the options.</summary>
    /// <param name="learningRate">Positive and finite.</param>
    public Sgd(double learningRate = 1e-2) => LearningRate = learningRate;

    /// <summary>How much of the velocity a step keeps. At least 0; 0: no velocity is kept.</summary>
    public double Momentum { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>How much of the gradient does not enter the velocity, in [0, 1].</summary>
    public double Dampening { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); }

    /// <summary>Whether a step looks ahead by one velocity. Needs <see cref="Momentum"/> above 0 and <see cref="Dampening"/> 0.</summary>
    public bool Nesterov { get; init; }

    /// <summary>How much of each weight is added to its gradient. At least 0.</summary>
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><see cref="Nesterov"/> is set without momentum or with dampening.</exception>
    public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null)
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Nesterov needs Momentum above 0 and Dampening 0, and they are {Momentum} and {Dampening}."));
        return new SgdStep(arena, clipNorm, this);
    }
}
