namespace MtlDsl;

/// <summary>Joins a node's parameters along their last dimension; all others must agree. What several parameters do without an attribute.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ConcatAttribute : Attribute;

/// <summary>Adds a node's parameters element by element; they must have one shape.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AddAttribute : Attribute;

/// <summary>Stops the gradient at this parameter: the node reads its value, and does not train what computes it.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class DetachAttribute : Attribute;

/// <summary>States the output shape of a custom node, a node with a body.</summary>
/// <param name="shape">The shape of one example, without the batch: <c>[return: Shape(64)]</c>.</param>
[AttributeUsage(AttributeTargets.ReturnValue, Inherited = false)]
public sealed class ShapeAttribute(params int[] shape) : Attribute
{
    /// <summary>The shape of one example; of one step, where <see cref="LengthOf"/> is given.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>
    /// The parameter that the output is as long as: <c>[return: Shape(64, LengthOf = nameof(words))]</c> is (batch, length, 64), with a step
    /// for each of <c>words</c>. Null where the output is no sequence.
    /// </summary>
    public string? LengthOf { get; set; }
}
