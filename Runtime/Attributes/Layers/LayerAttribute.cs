namespace MtlDsl;

/// <summary>A layer of a node. A node's layers are applied in the order in which their attributes are written.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;
