namespace MtlDsl;

/// <summary>x · sigmoid(x), element by element; also called swish (Elfwing et al., 2017).</summary>
public sealed class SiLUAttribute : LayerAttribute;
