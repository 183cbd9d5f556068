namespace MtlDsl;

/// <summary>
/// Makes a method a node that other nodes read. Its parameters name the nodes and inputs that it reads; the attributes after this one are
/// its layers, in order. A method with a body is a custom node and states its shape with <see cref="ShapeAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SharedLayerAttribute : Attribute;
