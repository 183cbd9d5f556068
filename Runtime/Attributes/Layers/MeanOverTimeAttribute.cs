namespace MtlDsl;

/// <summary>
/// The mean of a sequence's steps, (batch, length, width) to (batch, width). Padding is left out; the mean of an empty sequence is 0.
/// </summary>
public sealed class MeanOverTimeAttribute : LayerAttribute;
