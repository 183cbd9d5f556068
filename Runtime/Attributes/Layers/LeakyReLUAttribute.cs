namespace MtlDsl;

/// <summary>x where x is positive, slope · x elsewhere (Maas et al., 2013).</summary>
/// <param name="slope">The slope of the negative part, finite and at least 0.</param>
public sealed class LeakyReLUAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope of the negative part.</summary>
    public double Slope { get; } = slope;
}
