namespace MtlDsl;

/// <summary>Normalises the last dimension to mean 0 and variance 1, then scales and shifts it (Ba et al., 2016).</summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, positive.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
