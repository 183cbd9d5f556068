namespace MtlDsl;

/// <summary>
/// Cross entropy of one yes-or-no answer. Output (batch, 1) logit; label <c>bool?</c>, or the enum of <c>[Task&lt;TEnum&gt;]</c>, whose two
/// members are no and yes in order of their values.
/// </summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute
{
    /// <summary>The weight of a positive example, positive and finite.</summary>
    public double PositiveWeight { get; set; } = 1;

    /// <summary>
    /// Whether the weight of a positive example is the number of negative ones for each, learnt from the training data before the first step
    /// and saved with the weights. Not together with <see cref="PositiveWeight"/>.
    /// </summary>
    public bool Balanced { get; set; }
}
