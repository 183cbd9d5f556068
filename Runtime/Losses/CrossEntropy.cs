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

    /// <summary>Cross entropies of several tasks with as many classes, in a few operations whatever the number of tasks where all rows have all labels.</summary>
    /// <param name="outputs">Logits of each task: (batch, classes).</param>
    /// <param name="targets">The class of each row, in [0, classes), for each task: int64 (batch).</param>
    /// <param name="masks">As for one task, for each.</param>
    /// <param name="labelSmoothing">How much of the targets is spread evenly over all classes, in [0, 1].</param>
    /// <returns>The loss of each task: float32 ().</returns>
    public static Tensor[] CrossEntropies(Tensor[] outputs, Tensor[] targets, Tensor?[] masks, double labelSmoothing = 0)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(masks);
        if (Array.Exists(masks, mask => mask is not null))
            return [.. outputs.Select((output, task) => CrossEntropy(output, targets[task], masks[task], labelSmoothing))];
        // (tasks, classes, batch): a softmax over few classes that lie next to each other is computed row by row, one over classes a batch apart many rows at a time.
        Tensor logits = stack(outputs).transpose(1, 2).contiguous();
        Tensor rows = functional.cross_entropy(logits, stack(targets), reduction: Reduction.None, label_smoothing: labelSmoothing);
        return rows.mean([1]).unbind();
    }
}
