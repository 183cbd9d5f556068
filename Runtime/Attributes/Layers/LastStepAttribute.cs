namespace MtlDsl;

/// <summary>
/// The last step of each sequence, (batch, length, width) to (batch, width): the last one that is not padding. An empty sequence gives 0.
/// </summary>
public sealed class LastStepAttribute : LayerAttribute;
