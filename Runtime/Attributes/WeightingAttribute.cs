namespace MtlDsl;

/// <summary>
/// How the tasks of a model are learnt at once: a strategy on their losses, as <see cref="UncertaintyWeighting"/>, or a method on their gradients, as
/// <see cref="CAGrad"/>, or one of your own, which has a constructor without parameters.
/// </summary>
/// <typeparam name="T">A <see cref="Weighting"/>.</typeparam>
/// <example><code>[MultiTaskModel, Weighting&lt;CAGrad&gt;, WeightingOption(nameof(CAGrad.C), 0.4)]</code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WeightingAttribute<T> : Attribute;
