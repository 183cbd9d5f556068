using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>The mean of |output − target|, as <c>torch.nn.functional.l1_loss</c>.</summary>
    /// <param name="output">(batch, width).</param>
    /// <param name="target">float32 (batch, width).</param>
    /// <param name="mask">Which rows have a label: float32 (batch), 1 or 0; null: all have.</param>
    /// <returns>The loss: float32 ().</returns>
    /// <exception cref="ArgumentException">Output and target differ in shape.</exception>
    public static Tensor MeanAbsoluteError(Tensor output, Tensor target, Tensor? mask)
    {
        RequireSameShape(output, target);
        if (mask is null) return functional.l1_loss(output, target);
        Tensor sum = functional.l1_loss(TargetWhereAbsent(output, target, mask), target, reduction: Reduction.Sum);
        return sum / PresentElements(output, mask);
    }
}
