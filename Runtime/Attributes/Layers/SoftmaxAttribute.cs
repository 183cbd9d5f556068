namespace MtlDsl;

/// <summary>Softmax over the last dimension. The losses of classification take logits: a task does not end in this layer.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;
