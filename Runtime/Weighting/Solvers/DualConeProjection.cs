namespace MtlDsl;

/// <summary>
/// The weights v of the projection of uᵀJ onto the dual cone of J's rows, which holds the vectors that conflict with no row: min vᵀGv over v ≥ u
/// (Quinton and Rey, "Jacobian Descent for Multi-Objective Optimization", 2024, proposition 1). With v = u + x it is a problem of
/// <see cref="NonNegativeQuadratic"/>, and as exact.
/// </summary>
internal static class DualConeProjection
{
    /// <param name="gram">G = J Jᵀ: (n, n), its diagonal positive.</param>
    /// <param name="weights">u: (n).</param>
    public static double[] Project(double[,] gram, double[] weights)
    {
        var n = weights.Length;
        var linear = new double[n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) linear[i] += gram[i, j] * weights[j];

        var projected = NonNegativeQuadratic.Minimize(gram, linear);
        for (var i = 0; i < n; i++) projected[i] += weights[i];
        return projected;
    }
}
