namespace MtlDsl;

/// <summary>The fixed factor of a task's loss in the joint loss, the sum of weight × loss over the tasks. Without it, 1.</summary>
/// <param name="weight">Finite and at least 0; 0 leaves the task out of the joint loss but not out of the metrics.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LossWeightAttribute(double weight) : Attribute
{
    /// <summary>The factor.</summary>
    public double Weight { get; } = weight;
}
