namespace MtlDsl;


/// <summary>
/// NTKMTL ("Mitigating Task Imbalance in Multi-Task Learning from Neural Tangent Kernel Perspective", 2025): tasks that learn fast, by the largest eigenvalue λ_i of their
/// kernel, count less, w_i = (Σλ / λ_i)^exponent. One gradient for each task, the authors' n = 1, makes λ_i = ‖g_i‖².
/// </summary>
/// <remarks>
/// The authors' code then multiplies by the number of tasks and clips the norm to 1, which the optimizer's clipping does here. Given the gradients of the
/// shared representation it is NTKMTL-SR with n = 1.
/// </remarks>
public sealed class NTKMTL : GramMethod
{
    /// <summary>The exponent, in [0, 1]: 0 weighs all the same, 0.5 makes all gradients as long.</summary>
    public double Exponent { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); } = 0.5;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var sum = gram.Trace();
        return gram.OverNonZeroRows((products, rows) => [.. rows.Select((_, i) => Math.Pow(sum / products[i, i], Exponent))]);
    }
}
