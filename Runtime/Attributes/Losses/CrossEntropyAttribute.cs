namespace MtlDsl;

/// <summary>
/// Cross entropy over exclusive classes. Output (batch, classes) logits, with at least 2 classes; label <c>int?</c>, or the enum of
/// <c>[Task&lt;TEnum&gt;]</c>.
/// </summary>
public sealed class CrossEntropyAttribute : LossAttribute
{
    /// <summary>How much of the target is spread evenly over all classes, in [0, 1) (Szegedy et al., 2016).</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>A weight for each class, finite and at least 0; the loss is the weighted mean, as in PyTorch.</summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>
    /// Whether the classes' weights make up for classes that differ in number: n / (k · count), of n labelled training examples of k classes,
    /// learnt before the first step and saved with the weights. Not together with <see cref="ClassWeights"/>.
    /// </summary>
    public bool Balanced { get; set; }
}
