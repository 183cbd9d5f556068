namespace MtlDsl;

/// <summary>
/// Computes the products of the model's Linear layers in bfloat16 while it is trained, where the device is fast at that: parameters,
/// gradients, losses, normalisation and everything else stay float32, as in Micikevicius et al., 2018. <see cref="FitOptions.MixedPrecision"/>
/// says when.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MixedPrecisionAttribute : Attribute;
