namespace MtlDsl;

/// <summary>Solves linear equations with a symmetric positive definite matrix by its Cholesky factor, in double precision.</summary>
internal static class Cholesky
{
    /// <summary>What a pivot is at least, as a share of its diagonal element: below it are rounding errors of a matrix that is singular.</summary>
    private const double SmallestPivot = 1e-15;

    /// <summary>The x with A x = b.</summary>
    /// <param name="matrix">A: (n, n), symmetric; it is overwritten by its factor.</param>
    /// <param name="right">b: (n); it is overwritten by x.</param>
    public static void Solve(double[,] matrix, double[] right)
    {
        Factor(matrix);
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) right[i] -= matrix[i, k] * right[k];
            right[i] /= matrix[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) right[i] -= matrix[k, i] * right[k];
            right[i] /= matrix[i, i];
        }
    }

    private static void Factor(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var diagonal = matrix[column, column];
            var pivot = diagonal;
            for (var k = 0; k < column; k++) pivot -= matrix[column, k] * matrix[column, k];
            matrix[column, column] = Math.Sqrt(Math.Max(pivot, diagonal * SmallestPivot));
            for (var row = column + 1; row < n; row++)
            {
                var sum = matrix[row, column];
                for (var k = 0; k < column; k++) sum -= matrix[row, k] * matrix[column, k];
                matrix[row, column] = sum / matrix[column, column];
            }
        }
    }
}
