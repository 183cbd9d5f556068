namespace MtlDsl;

/// <summary>
/// Squared near the label and absolute away from it (Huber, 1964): e²/2 where |e| ≤ delta, delta·(|e| − delta/2) elsewhere. Output
/// (batch, width); label <c>float?</c>, or <c>float[]?</c> where the width is above 1.
/// </summary>
/// <param name="delta">Where the one turns into the other, positive and finite.</param>
public sealed class HuberAttribute(double delta = 1) : LossAttribute
{
    /// <summary>Where the squared part turns into the absolute part.</summary>
    public double Delta { get; } = delta;
}
