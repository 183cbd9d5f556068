namespace MtlDsl;

/// <summary>
/// The weights w ≥ 0, Σw = 1, of the point with the smallest norm in the convex hull of vectors, given their Gram matrix G: min wᵀGw.
/// </summary>
/// <remarks>
/// For any c &gt; 0 the x ≥ 0 that minimises ½ xᵀGx + ½ c (1 - Σx)² is a positive multiple of w: along a ray the minimum is ½ c wᵀGw / (wᵀGw + c), which
/// grows with wᵀGw. So it is one problem of <see cref="NonNegativeQuadratic"/>, exact up to rounding, with c the smallest of the vectors' squared
/// norms, which the solution's does not exceed.
/// </remarks>
internal static class MinNormPoint
{
    /// <param name="gram">G: (n, n), n ≥ 1, positive semi-definite.</param>
    public static double[] Weights(double[,] gram)
    {
        var n = gram.GetLength(0);
        var shortest = Enumerable.Range(0, n).MinBy(i => gram[i, i]);
        var c = gram[shortest, shortest];
        if (c <= 0)
        {
            var vertex = new double[n];
            vertex[shortest] = 1;
            return vertex;
        }

        var matrix = new double[n, n];
        var linear = new double[n];
        for (var i = 0; i < n; i++)
        {
            linear[i] = -c;
            for (var j = 0; j < n; j++) matrix[i, j] = gram[i, j] + c;
        }

        var weights = NonNegativeQuadratic.Minimize(matrix, linear);
        var sum = weights.Sum();
        for (var i = 0; i < n; i++) weights[i] /= sum;
        return weights;
    }
}
