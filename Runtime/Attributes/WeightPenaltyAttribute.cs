namespace MtlDsl;

/// <summary>
/// A penalty on weights w, l1 · Σ|w| + l2 / 2 · Σw², whose gradient l1 · sign(w) + l2 · w is added to that of the joint loss before gradients are
/// clipped. On a node it is that node's; on the class, that of all nodes without one of their own, and of the embeddings of records. It is in
/// addition to the weight decay of the optimizer, and no part of the losses that are reported.
/// </summary>
/// <remarks>
/// The weights are the parameters of two dimensions and more: not biases, nor the scales and shifts of normalisation. <c>l2</c> is what
/// <c>torch.optim</c> calls weight decay.
/// </remarks>
/// <param name="l1">Finite and at least 0.</param>
/// <param name="l2">Finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class WeightPenaltyAttribute(double l1 = 0, double l2 = 0) : Attribute
{
    /// <summary>The factor of the sum of absolute values.</summary>
    public double L1 { get; } = l1;

    /// <summary>The factor of half the sum of squares.</summary>
    public double L2 { get; } = l2;

    /// <summary>Whether parameters of one dimension are penalised too: biases, and the scales and shifts of normalisation.</summary>
    public bool IncludeBiases { get; init; }
}
