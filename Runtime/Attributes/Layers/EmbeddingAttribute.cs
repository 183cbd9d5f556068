namespace MtlDsl;

/// <summary>
/// A vector for each token of a <see cref="TokensAttribute"/> input, (batch, length) to (batch, length, width), drawn from a normal
/// distribution of mean 0 and deviation 1. Padding is a vector of zeros, which learns nothing.
/// </summary>
/// <param name="width">The numbers of a vector, at least 1.</param>
public sealed class EmbeddingAttribute(int width) : LayerAttribute
{
    /// <summary>The numbers of a vector.</summary>
    public int Width { get; } = width;
}
