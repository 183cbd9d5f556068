namespace MtlDsl;

/// <summary>
/// Makes a partial class a multi-task model: every node of the network is a method of the class, and the generator writes the modules,
/// the forward pass, the joint loss and the training loop.
/// </summary>
/// <example>
/// <code>
/// [MultiTaskModel]
/// public partial class QuickStart
/// {
///     [SharedLayer, Linear(64), ReLU]
///     public partial Tensor Trunk([Input(100)] Tensor features);
///
///     [Task, LossWeight(1.0), Linear(10), CrossEntropy]
///     public partial Tensor Digit(Tensor trunk);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class MultiTaskModelAttribute : Attribute;
