namespace MtlDsl;

/// <summary>
/// The Cholesky factor of those rows and columns of a symmetric positive semi-definite matrix that are chosen, which come and go one at a time: adding one costs as much as
/// solving for it, no new factorisation.
/// </summary>
/// <param name="matrix">(n, n), its diagonal 1.</param>
internal sealed class GrowingCholesky(double[,] matrix)
{
    /// <summary>
    /// The smallest pivot of an element: the squared sine of the angle between its vector and those of the elements before, where the matrix is one of cosines. Gradients
    /// in float32 that depend on each other are up to 1e-7 apart, squared 1e-14, times what many of them add.
    /// </summary>
    public const double SmallestPivot = 1e-12;

    private readonly List<int> _chosen = [];
    private readonly double[,] _factor = new double[matrix.GetLength(0), matrix.GetLength(0)];

    /// <summary>The chosen elements, in the order in which they came.</summary>
    public IReadOnlyList<int> Chosen => _chosen;

    /// <summary>Adds an element, unless it depends on the others.</summary>
    public bool TryAdd(int element)
    {
        var row = _chosen.Count;
        _chosen.Add(element);
        if (Factor(row) >= SmallestPivot) return true;
        _chosen.RemoveAt(row);
        return false;
    }

    /// <summary>Takes away the element at a place of <see cref="Chosen"/>. Those that are left depend on each other less than before.</summary>
    public void RemoveAt(int place)
    {
        _chosen.RemoveAt(place);
        for (var row = place; row < _chosen.Count; row++) Factor(row);
    }

    /// <summary>The x with A x = b, over the chosen elements.</summary>
    /// <param name="right">b, of as many; it is overwritten by x.</param>
    public void Solve(double[] right)
    {
        for (var i = 0; i < right.Length; i++)
        {
            for (var k = 0; k < i; k++) right[i] -= _factor[i, k] * right[k];
            right[i] /= _factor[i, i];
        }

        for (var i = right.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < right.Length; k++) right[i] -= _factor[k, i] * right[k];
            right[i] /= _factor[i, i];
        }
    }

    private double Factor(int row)
    {
        var pivot = matrix[_chosen[row], _chosen[row]];
        for (var column = 0; column < row; column++)
        {
            var sum = matrix[_chosen[row], _chosen[column]];
            for (var k = 0; k < column; k++) sum -= _factor[row, k] * _factor[column, k];
            _factor[row, column] = sum / _factor[column, column];
            pivot -= _factor[row, column] * _factor[row, column];
        }

        _factor[row, row] = Math.Sqrt(Math.Max(pivot, SmallestPivot));
        return pivot;
    }
}
