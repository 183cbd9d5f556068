using static TorchSharp.torch;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>Binary cross entropy of each label's logit, averaged over the labels of a row.</summary>
    /// <param name="output">Logits: (batch, labels).</param>
    /// <param name="target">1 for each label that applies and 0 for the others: float32 (batch, labels).</param>
    /// <param name="mask">Which rows have labels at all: float32 (batch), 1 or 0; null: all have.</param>
    /// <param name="positiveWeights">How much each label counts where it applies: float32 (labels).</param>
    /// <returns>The loss: float32 ().</returns>
    public static Tensor MultiLabel(Tensor output, Tensor target, Tensor? mask, Tensor? positiveWeights = null) =>
        Logistic(output, target, mask, positiveWeights);
}
