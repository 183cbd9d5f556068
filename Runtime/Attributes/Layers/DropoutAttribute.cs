namespace MtlDsl;

/// <summary>
/// Zeroes elements at random while training and scales the others by 1 / (1 − p) (Srivastava et al., 2014). What is zeroed depends on the
/// model's seed and the step alone.
/// </summary>
/// <param name="p">The probability of a zero, in [0, 1).</param>
public sealed class DropoutAttribute(double p = 0.5) : LayerAttribute
{
    /// <summary>The probability of a zero.</summary>
    public double P { get; } = p;
}
