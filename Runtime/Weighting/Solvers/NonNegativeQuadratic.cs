namespace MtlDsl;

/// <summary>
/// Minimises ½ xᵀQx + bᵀx over x ≥ 0, for a positive semi-definite Q with a minimum, by the active set method of Lawson and Hanson ("Solving Least
/// Squares Problems", 1974): elements become free one at a time, the steepest first, and go back to 0 where they would become negative.
/// </summary>
/// <remarks>
/// Elements are scaled so that Q's diagonal is 1. It ends after finitely many systems of equations, at a point whose conditions of optimality hold to
/// <see cref="Tolerance"/> in that scale; a minimum over the free elements is exact up to rounding.
/// </remarks>
internal static class NonNegativeQuadratic
{
    /// <summary>How negative the slope of an element at 0 may be at the end, relative to the largest |b| of the scaled problem.</summary>
    public const double Tolerance = 1e-12;

    /// <param name="matrix">Q: (n, n), symmetric, its diagonal positive.</param>
    /// <param name="linear">b: (n).</param>
    public static double[] Minimize(double[,] matrix, double[] linear)
    {
        var n = linear.Length;
        var scale = new double[n];
        for (var i = 0; i < n; i++) scale[i] = Math.Sqrt(matrix[i, i]);
        var scaled = new double[n, n];
        var slopes = new double[n];
        for (var i = 0; i < n; i++)
        {
            slopes[i] = linear[i] / scale[i];
            for (var j = 0; j < n; j++) scaled[i, j] = matrix[i, j] / (scale[i] * scale[j]);
        }

        var x = MinimizeScaled(scaled, slopes);
        for (var i = 0; i < n; i++) x[i] /= scale[i];
        return x;
    }

    private static double[] MinimizeScaled(double[,] matrix, double[] linear)
    {
        var n = linear.Length;
        var x = new double[n];
        var free = new List<int>(n);
        var slopes = (double[])linear.Clone();
        var tolerance = Tolerance * linear.Max(Math.Abs);
        // Each round lowers the objective, so none meets a set of free elements twice; the bound is for rounding alone.
        for (var round = 0; round < 20 * n; round++)
        {
            var entering = Steepest(slopes, free, tolerance);
            if (entering < 0) break;
            free.Add(entering);
            Descend(matrix, linear, x, free);
            for (var i = 0; i < n; i++)
            {
                slopes[i] = linear[i];
                foreach (var j in free) slopes[i] += matrix[i, j] * x[j];
            }

            // An element that fell back to 0 at once is a multiple of the free ones up to rounding: nothing is left to gain.
            if (!free.Contains(entering)) break;
        }

        return x;
    }

    private static int Steepest(double[] slopes, List<int> free, double tolerance)
    {
        var steepest = -1;
        for (var i = 0; i < slopes.Length; i++)
            if (slopes[i] < -tolerance && (steepest < 0 || slopes[i] < slopes[steepest]) && !free.Contains(i)) steepest = i;
        return steepest;
    }

    /// <summary>Goes to the minimum over the free elements; where one would become negative, as far as it is 0, and on without it.</summary>
    private static void Descend(double[,] matrix, double[] linear, double[] x, List<int> free)
    {
        while (free.Count > 0)
        {
            var target = Unconstrained(matrix, linear, free);
            var step = 1.0;
            var blocking = -1;
            for (var k = 0; k < free.Count; k++)
            {
                if (target[k] > 0) continue;
                var reach = x[free[k]] / (x[free[k]] - target[k]);
                if (blocking >= 0 && !(reach < step)) continue;
                step = double.IsNaN(reach) ? 0 : reach;
                blocking = k;
            }

            for (var k = 0; k < free.Count; k++) x[free[k]] += step * (target[k] - x[free[k]]);
            if (blocking < 0) return;
            x[free[blocking]] = 0;
            free.RemoveAt(blocking);
        }
    }

    private static double[] Unconstrained(double[,] matrix, double[] linear, List<int> free)
    {
        var part = new double[free.Count, free.Count];
        var right = new double[free.Count];
        for (var k = 0; k < free.Count; k++)
        {
            right[k] = -linear[free[k]];
            for (var m = 0; m < free.Count; m++) part[k, m] = matrix[free[k], free[m]];
        }

        Cholesky.Solve(part, right);
        return right;
    }
}
