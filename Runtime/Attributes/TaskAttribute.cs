namespace MtlDsl;

/// <summary>
/// Makes a method a task: a node with a loss. Its layers end in the task's output (logits, for a classification), and its loss attribute
/// fixes the label's type, the metrics and the prediction's type.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TaskAttribute : Attribute;

/// <summary>
/// Makes a method a classification task whose classes are the members of an enum, in order of their values. Labels and predictions are
/// typed as the enum.
/// </summary>
/// <typeparam name="TEnum">The classes.</typeparam>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TaskAttribute<TEnum> : Attribute where TEnum : struct, Enum;
