namespace MtlDsl;

/// <summary>All dimensions but the batch's into one: (batch, a, b, c) to (batch, a·b·c).</summary>
public sealed class FlattenAttribute : LayerAttribute;
