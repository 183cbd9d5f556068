namespace MtlDsl;


/// <summary>
/// Impartial Multi-Task Learning, its part for gradients (Liu et al., "Towards Impartial Multi-task Learning", 2021): the combination, with weights of the sum 1, whose
/// projections on all gradients are as long. w = v / Σv with v = G⁺ d, d_i = ‖g_i‖.
/// </summary>
/// <remarks>
/// The pseudo-inverse is that of Quinton and Rey (2024) and TorchJD for dependent gradients; for others w is LibMTL's α = g_1 Uᵀ (D Uᵀ)⁻¹. Weights may be
/// negative; where Σv is 0 there is no such combination, and all are 0.
/// </remarks>
public sealed class IMTLG : GramMethod
{
    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        return gram.OverNonZeroRows((products, rows) =>
        {
            double[] norms = [.. rows.Select(gram.Norm)];
            var weights = PseudoInverse.Apply(products, norms);
            var sum = weights.Sum();
            // Rounding, next to what the sum is made of.
            if (Math.Abs(sum) <= 1e-12 * weights.Sum(Math.Abs)) return new double[rows.Length];
            return Array.ConvertAll(weights, weight => weight / sum);
        });
    }
}
