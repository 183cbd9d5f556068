namespace MtlDsl;

/// <summary>The hyperbolic tangent, element by element.</summary>
public sealed class TanhAttribute : LayerAttribute;
