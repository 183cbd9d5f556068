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
            var weights = Impartial(products, [.. rows.Select(gram.Norm)]);
            var sum = weights.Sum();
            // Rounding, next to what the sum is made of.
            if (Math.Abs(sum) <= 1e-12 * weights.Sum(Math.Abs)) return new double[rows.Length];
            return Array.ConvertAll(weights, weight => weight / sum);
        });
    }

    /// <summary>v: independent gradients, however far apart their sizes are, are told from dependent ones by their cosines C; then G⁻¹ d = D⁻¹ C⁻¹ 1 for D = diag(d).</summary>
    private static double[] Impartial(double[,] products, double[] norms)
    {
        var n = norms.Length;
        var cosines = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) cosines[i, j] = products[i, j] / norms[i] / norms[j];
        var eigen = SymmetricEigen.Of(cosines);
        if (eigen.Values.Min() <= PseudoInverse.Threshold(eigen)) return PseudoInverse.Apply(products, norms);
        var weights = eigen.Apply(value => 1 / value, [.. Enumerable.Repeat(1.0, n)]);
        for (var i = 0; i < n; i++) weights[i] /= norms[i];
        return weights;
    }
}
