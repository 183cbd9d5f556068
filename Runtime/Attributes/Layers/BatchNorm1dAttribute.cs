namespace MtlDsl;

/// <summary>
/// Normalises each feature over the batch, then scales and shifts it (Ioffe and Szegedy, 2015); running statistics serve evaluation.
/// Takes (batch, features) or (batch, channels, length).
/// </summary>
public sealed class BatchNorm1dAttribute : LayerAttribute
{
    /// <summary>Added to the variance, positive.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The weight of a new batch in the running statistics, in (0, 1].</summary>
    public double Momentum { get; set; } = 0.1;
}
