using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>Binary cross entropy of logits, as <c>torch.nn.functional.binary_cross_entropy_with_logits</c>.</summary>
    /// <param name="output">Logits: (batch, 1).</param>
    /// <param name="target">1 for the positive class and 0 for the other: float32 (batch, 1).</param>
    /// <param name="mask">The weight of each row, 0 where it has no label: float32 (batch); null: all have one and count once.</param>
    /// <param name="positiveWeight">How much a positive row counts: float32 (1).</param>
    /// <returns>The loss: float32 ().</returns>
    public static Tensor BinaryCrossEntropy(Tensor output, Tensor target, Tensor? mask, Tensor? positiveWeight = null) =>
        Logistic(output, target, mask, positiveWeight);

    private static Tensor Logistic(Tensor output, Tensor target, Tensor? mask, Tensor? positiveWeights)
    {
        if (mask is null) return functional.binary_cross_entropy_with_logits(output, target, pos_weights: positiveWeights);

        Tensor present = WithoutAbsent(output, mask);
        return WeightedMean(functional.binary_cross_entropy_with_logits(present, target, null, Reduction.None, positiveWeights), mask);
    }
}
