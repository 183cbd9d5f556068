namespace MtlDsl;

/// <summary>1 / (1 + e⁻ˣ), element by element. The losses of classification take logits: a task does not end in this layer.</summary>
public sealed class SigmoidAttribute : LayerAttribute;
