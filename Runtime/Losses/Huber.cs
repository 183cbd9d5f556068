using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>
    /// Squared near the target and absolute away from it (Huber, 1964), as <c>torch.nn.functional.huber_loss</c>: with e = output − target,
    /// e²/2 where |e| ≤ delta, and delta · (|e| − delta/2) elsewhere.
    /// </summary>
    /// <param name="output">(batch, width).</param>
    /// <param name="target">float32 (batch, width).</param>
    /// <param name="mask">The weight of each row, 0 where it has no label: float32 (batch); null: all have one and count once.</param>
    /// <param name="delta">Where the squared part turns into the absolute part, positive.</param>
    /// <returns>The loss: float32 ().</returns>
    /// <exception cref="ArgumentException">Output and target differ in shape.</exception>
    public static Tensor Huber(Tensor output, Tensor target, Tensor? mask, double delta = 1)
    {
        RequireSameShape(output, target);
        if (mask is null) return functional.huber_loss(output, target, delta);
        return WeightedMean(functional.huber_loss(TargetWhereAbsent(output, target, mask), target, delta, reduction: Reduction.None), mask);
    }
}
