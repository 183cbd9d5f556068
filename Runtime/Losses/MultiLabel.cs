using static TorchSharp.torch;

namespace MtlDsl;

public static partial class TaskLoss
{
    /// <summary>Binary cross entropy of each label's logit, averaged over the labels of a row.</summary>
    /// <param name="output">Logits: (batch, labels).</param>
    /// <param name="target">1 for each label that applies and 0 for the others: float32 (batch, labels).</param>
    /// <param name="mask">The weight of each row, 0 where it has no label: float32 (batch); null: all have one and count once.</param>
    /// <param name="positiveWeights">How much each label counts where it applies: float32 (labels).</param>
    /// <returns>The loss: float32 ().</returns>
    public static Tensor MultiLabel(Tensor output, Tensor target, Tensor? mask, Tensor? positiveWeights = null) =>
        Logistic(output, target, mask, positiveWeights);
}
