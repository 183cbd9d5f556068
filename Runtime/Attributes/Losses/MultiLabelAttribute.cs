namespace MtlDsl;

/// <summary>
/// Binary cross entropy of several independent yes-or-no answers, averaged over them. Output (batch, labels) logits; label <c>bool[]?</c>.
/// </summary>
public sealed class MultiLabelAttribute : LossAttribute
{
    /// <summary>The weight of a positive answer for each label, positive and finite.</summary>
    public double[]? PositiveWeights { get; set; }

    /// <summary>
    /// Whether the weight of a positive answer is, for each label, the number of negative ones for each, learnt from the training data before
    /// the first step and saved with the weights. Not together with <see cref="PositiveWeights"/>.
    /// </summary>
    public bool Balanced { get; set; }
}
