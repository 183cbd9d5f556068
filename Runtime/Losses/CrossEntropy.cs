using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MtlDsl;

public static partial class TaskLoss
{
    private const long NoClass = -100;

    /// <summary>Cross entropy over exclusive classes, −log softmax(output)[target], as <c>torch.nn.functional.cross_entropy</c>.</summary>
    /// <param name="output">Logits: (batch, classes).</param>
    /// <param name="target">The class of each row, in [0, classes): int64 (batch).</param>
    /// <param name="mask">Which rows have a label: float32 (batch), 1 or 0; null: all have.</param>
    /// <param name="labelSmoothing">How much of the target is spread evenly over all classes, in [0, 1] (Szegedy et al., 2016).</param>
    /// <param name="classWeights">A weight for each class: float32 (classes); the loss is the mean weighted by the rows' classes.</param>
    /// <returns>The loss: float32 ().</returns>
    public static Tensor CrossEntropy(Tensor output, Tensor target, Tensor? mask, double labelSmoothing = 0, Tensor? classWeights = null)
    {
        if (mask is null) return functional.cross_entropy(output, target, classWeights, label_smoothing: labelSmoothing);

        Tensor labelled = target.masked_fill(mask.le(0), NoClass);
        Tensor sum = functional.cross_entropy(WithoutAbsent(output, mask), labelled, classWeights, NoClass, Reduction.Sum, labelSmoothing);
        // No row leaves a sum of 0, which any positive number divides.
        Tensor weight = classWeights is null ? mask.sum().clamp_min_(1) : classWeights.index_select(0, target).mul_(mask).sum().clamp_min_(1e-30);
        return sum / weight;
    }
}
