namespace MtlDsl;

/// <summary>Makes a parameter an input of the model: a tensor of (batch, *shape) numbers.</summary>
/// <param name="shape">The shape of one example, without the batch: <c>[Input(100)]</c>, <c>[Input(1, 36, 36)]</c>.</param>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The shape of one example.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>
    /// Whether each feature is standardised: its mean over the training data is subtracted and the result divided by its standard deviation,
    /// both learnt before the first step and saved with the weights.
    /// </summary>
    public bool Standardize { get; set; }
}

/// <summary>
/// Makes a parameter an input of the model that is read from records. Properties of the record with <see cref="NumericAttribute"/> become
/// standardised columns, those with <see cref="CategoricalAttribute"/> embeddings; the parameter receives them side by side, as a tensor of
/// (batch, columns + embedding widths).
/// </summary>
/// <typeparam name="TRow">The record.</typeparam>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class InputAttribute<TRow> : Attribute;
