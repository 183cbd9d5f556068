using System.ComponentModel.DataAnnotations;

namespace MtlDsl;


/// <summary>
/// NTKMTL ("Mitigating Task Imbalance in Multi-Task Learning from Neural Tangent Kernel Perspective", 2025): tasks that learn fast, by the largest eigenvalue λ_i of their
/// kernel, count less, w_i = (Σλ / λ_i)^exponent. One gradient for each task, the authors' n = 1, makes λ_i = ‖g_i‖².
/// </summary>
/// <remarks>
/// As in the authors' code the weights are multiplied by the number of tasks, and the combined gradient is scaled down to <see cref="MaxNorm"/>. Given the gradients
/// of the shared representation it is NTKMTL-SR with n = 1.
/// </remarks>
public sealed class NTKMTL : GramMethod
{
    /// <summary>The exponent, in [0, 1]: 0 weighs all the same, 0.5 makes all gradients as long.</summary>
    [Range(0.0, 1.0)]
    public double Exponent { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); } = 0.5;

    /// <summary>The norm that the combined gradient is scaled down to. At least 0; 0: never. The authors' 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    public double MaxNorm { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var sum = gram.Trace();
        var weights = gram.OverNonZeroRows((products, rows) => [.. rows.Select((_, i) => gram.Count * Math.Pow(sum / products[i, i], Exponent))]);
        return gram.Limited(weights, MaxNorm);
    }
}
