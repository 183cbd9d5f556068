namespace MtlDsl;

/// <summary>A task's loss. It fixes the label's type, the metrics and the prediction's type; a missing label is masked out of it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute;
