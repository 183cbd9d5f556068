namespace MtlDsl;

/// <summary>
/// The largest number of each feature over a sequence's steps, (batch, length, width) to (batch, width) (Collobert et al., 2011). Padding is
/// left out; an empty sequence gives 0.
/// </summary>
public sealed class MaxOverTimeAttribute : LayerAttribute;
