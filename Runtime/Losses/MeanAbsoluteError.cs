using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>The mean of |output − target|, as <c>torch.nn.functional.l1_loss</c>.</summary>
    /// <param name="output">(batch, width).</param>
    /// <param name="target">float32 (batch, width).</param>
    /// <param name="mask">The weight of each row, 0 where it has no label: float32 (batch); null: all have one and count once.</param>
    /// <returns>The loss: float32 ().</returns>
    /// <exception cref="ArgumentException">Output and target differ in shape.</exception>
    public static Tensor MeanAbsoluteError(Tensor output, Tensor target, Tensor? mask)
    {
        RequireSameShape(output, target);
        if (mask is null) return functional.l1_loss(output, target);
        return WeightedMean(functional.l1_loss(TargetWhereAbsent(output, target, mask), target, reduction: Reduction.None), mask);
    }
}
