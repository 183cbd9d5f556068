namespace MtlDsl;

/// <summary>
/// Minimises ½ xᵀQx + bᵀx over x ≥ 0, for Q the Gram matrix of vectors and b the products of these with another, by the active set method of Lawson and Hanson ("Solving
/// Least Squares Problems", 1974): elements become free one at a time, the steepest first, and go back to 0 where they would become negative.
/// </summary>
/// <remarks>
/// Elements are scaled so that Q's diagonal is 1. It ends after finitely many systems of equations, at a point whose conditions of optimality hold to
/// <see cref="Tolerance"/> in that scale; a minimum over the free elements is exact up to rounding. An element whose vector depends on those of the free ones, to
/// <see cref="GrowingCholesky.SmallestPivot"/>, stays 0: as those have no slope, its own is no more than the root of this, a millionth, of the gradient's size.
/// </remarks>
internal sealed class NonNegativeQuadratic
{
    /// <summary>How negative the slope of an element at 0 may be at the end, relative to the largest |b| of the scaled problem.</summary>
    public const double Tolerance = 1e-12;

    private readonly double[,] _matrix;
    private readonly double[] _linear;
    private readonly double[] _x;
    private readonly GrowingCholesky _free;

    private NonNegativeQuadratic(double[,] matrix, double[] linear) =>
        (_matrix, _linear, _x, _free) = (matrix, linear, new double[linear.Length], new GrowingCholesky(matrix));

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
            for (var j = 0; j < n; j++) scaled[i, j] = i == j ? 1 : matrix[i, j] / scale[i] / scale[j];
        }

        var x = new NonNegativeQuadratic(scaled, slopes).Minimize();
        for (var i = 0; i < n; i++) x[i] /= scale[i];
        return x;
    }

    private double[] Minimize()
    {
        var n = _linear.Length;
        var tolerance = Tolerance * _linear.Max(Math.Abs);
        // Those that cannot become free until another one has.
        var dependent = new bool[n];
        // Each round lowers the objective, so none meets a set of free elements twice; the bound is for rounding alone.
        for (var round = 0; round < 20 * n; round++)
        {
            var entering = Steepest(dependent, tolerance);
            if (entering < 0) break;
            if (_free.TryAdd(entering)) Descend();
            // One that fell back to 0 at once has a slope of rounding alone.
            if (_free.Chosen.Contains(entering)) Array.Clear(dependent);
            else dependent[entering] = true;
        }

        return _x;
    }

    private int Steepest(bool[] dependent, double tolerance)
    {
        var (steepest, least) = (-1, -tolerance);
        for (var i = 0; i < _linear.Length; i++)
        {
            if (dependent[i] || _free.Chosen.Contains(i)) continue;
            var slope = _linear[i];
            foreach (var j in _free.Chosen) slope += _matrix[i, j] * _x[j];
            if (slope < least) (steepest, least) = (i, slope);
        }

        return steepest;
    }

    /// <summary>Goes to the minimum over the free elements; where one would become negative, as far as it is 0, and on without it.</summary>
    private void Descend()
    {
        while (_free.Chosen.Count > 0)
        {
            var free = _free.Chosen;
            double[] target = [.. free.Select(element => -_linear[element])];
            _free.Solve(target);
            var step = 1.0;
            var blocking = -1;
            for (var k = 0; k < free.Count; k++)
            {
                if (target[k] > 0) continue;
                var reach = _x[free[k]] / (_x[free[k]] - target[k]);
                if (blocking >= 0 && !(reach < step)) continue;
                step = double.IsNaN(reach) ? 0 : reach;
                blocking = k;
            }

            for (var k = 0; k < free.Count; k++) _x[free[k]] += step * (target[k] - _x[free[k]]);
            if (blocking < 0) return;
            _x[free[blocking]] = 0;
            _free.RemoveAt(blocking);
        }
    }
}
