namespace MtlDsl;

/// <summary>x · Φ(x) with the normal distribution's Φ, exact, not the tanh approximation (Hendrycks and Gimpel, 2016).</summary>
public sealed class GELUAttribute : LayerAttribute;
