namespace MtlDsl;

/// <summary>
/// The eigenvalues and eigenvectors of a symmetric matrix by Jacobi's method (Golub and Van Loan, "Matrix Computations", section 8.5): rotations that each
/// make an element 0, in cyclic order, until all outside of the diagonal are 0 to the last digit of the matrix's norm. For as few tasks as there are, it is quick, and
/// small eigenvalues come out well.
/// </summary>
internal sealed class SymmetricEigen
{
    private readonly double[,] _vectors;

    private SymmetricEigen(double[] values, double[,] vectors) => (Values, _vectors) = (values, vectors);

    /// <summary>The eigenvalues, in no order.</summary>
    public double[] Values { get; }

    /// <summary>Decomposes the matrix.</summary>
    /// <param name="matrix">(n, n), symmetric.</param>
    public static SymmetricEigen Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        var norm = 0.0;
        for (var i = 0; i < n; i++)
        {
            vectors[i, i] = 1;
            for (var j = 0; j < n; j++) norm = Math.Max(norm, Math.Abs(a[i, j]));
        }

        // It converges quadratically: six to ten sweeps do for any matrix of this size.
        for (var sweep = 0; sweep < 60 && Sweep(a, vectors, norm * 1e-17); sweep++)
        {
        }

        var values = new double[n];
        for (var i = 0; i < n; i++) values[i] = a[i, i];
        return new SymmetricEigen(values, vectors);
    }

    /// <summary>V f(Λ) Vᵀ u.</summary>
    /// <param name="function">f, of an eigenvalue.</param>
    /// <param name="vector">u: (n).</param>
    public double[] Apply(Func<double, double> function, double[] vector)
    {
        var n = vector.Length;
        var result = new double[n];
        for (var k = 0; k < n; k++)
        {
            var share = 0.0;
            for (var i = 0; i < n; i++) share += _vectors[i, k] * vector[i];
            share *= function(Values[k]);
            for (var i = 0; i < n; i++) result[i] += share * _vectors[i, k];
        }

        return result;
    }

    private static bool Sweep(double[,] a, double[,] vectors, double negligible)
    {
        var rotated = false;
        var n = a.GetLength(0);
        for (var p = 0; p < n - 1; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) <= negligible) continue;
                rotated = true;
                Rotate(a, vectors, p, q);
            }
        }

        return rotated;
    }

    private static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        var ratio = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(1 + ratio * ratio));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = tangent * cosine;
        var n = a.GetLength(0);
        for (var k = 0; k < n; k++)
            (a[k, p], a[k, q]) = (cosine * a[k, p] - sine * a[k, q], sine * a[k, p] + cosine * a[k, q]);
        for (var k = 0; k < n; k++)
            (a[p, k], a[q, k]) = (cosine * a[p, k] - sine * a[q, k], sine * a[p, k] + cosine * a[q, k]);
        a[p, q] = a[q, p] = 0;
        for (var k = 0; k < n; k++)
            (vectors[k, p], vectors[k, q]) = (cosine * vectors[k, p] - sine * vectors[k, q], sine * vectors[k, p] + cosine * vectors[k, q]);
    }
}
