using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>Cross entropy over exclusive classes, −log softmax(output)[target], as <c>torch.nn.functional.cross_entropy</c>.</summary>
    /// <param name="output">Logits: (batch, classes).</param>
    /// <param name="target">The class of each row, in [0, classes): int64 (batch).</param>
    /// <param name="mask">The weight of each row, 0 where it has no label: float32 (batch); null: all have one and count once.</param>
    /// <param name="labelSmoothing">How much of the target is spread evenly over all classes, in [0, 1] (Szegedy et al., 2016).</param>
    /// <param name="classWeights">A weight for each class: float32 (classes); the loss is the mean weighted by the rows' classes.</param>
    /// <returns>The loss: float32 ().</returns>
    public static Tensor CrossEntropy(Tensor output, Tensor target, Tensor? mask, double labelSmoothing = 0, Tensor? classWeights = null)
    {
        if (mask is null) return functional.cross_entropy(output, target, classWeights, label_smoothing: labelSmoothing);

        Tensor rows = functional.cross_entropy(WithoutAbsent(output, mask), target, classWeights, reduction: Reduction.None, label_smoothing: labelSmoothing);
        // A row's loss is multiplied by its class's weight already, and the mean is over those weights too.
        return rows.dot(mask) / Total(classWeights is null ? mask : classWeights.index_select(0, target).mul_(mask));
    }
}
