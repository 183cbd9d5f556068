namespace MtlDsl.Generator.Specs;

/// <summary>How some parameters are trained other than the rest.</summary>
/// <param name="LearningRate">A factor on the learning rate.</param>
internal sealed record GroupSpec(double LearningRate, PenaltySpec Penalty)
{
    public static readonly GroupSpec None = new(1, PenaltySpec.None);
}

/// <summary>What is added to the gradients of weights: l1 · sign(w) + l2 · w.</summary>
/// <param name="IncludeBiases">Whether biases and the like are penalised too.</param>
internal sealed record PenaltySpec(double L1, double L2, bool IncludeBiases)
{
    public static readonly PenaltySpec None = new(0, 0, IncludeBiases: false);
}
