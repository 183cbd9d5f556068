namespace MtlDsl;

/// <summary>A fully connected layer, (batch, *, features) to (batch, *, width): x·Wᵀ + b. The input's features are inferred.</summary>
/// <param name="width">The number of outputs, at least 1.</param>
public sealed class LinearAttribute(int width) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Width { get; } = width;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}
