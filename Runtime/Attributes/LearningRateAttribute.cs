namespace MtlDsl;

/// <summary>
/// A factor on the learning rate of a node's parameters: <c>[LearningRate(0.1)]</c> lets a shared layer learn ten times slower than the rest.
/// Schedules go on setting the learning rate of the whole model. Without it, 1.
/// </summary>
/// <param name="factor">Finite and at least 0; 0 leaves the parameters as they are.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LearningRateAttribute(double factor) : Attribute
{
    /// <summary>The factor.</summary>
    public double Factor { get; } = factor;
}
