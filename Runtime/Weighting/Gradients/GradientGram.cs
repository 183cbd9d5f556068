using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The products of the gradients of the tasks that take part, in double precision.</summary>
public sealed class GradientGram
{
    /// <summary>How many elements are turned into float64 at once: 32 MB.</summary>
    private const long ElementsAtOnce = 1L << 22;

    private readonly double[,] _products;

    private GradientGram(GradientRows rows, double[,] products) => (Rows, _products) = (rows, products);

    /// <summary>The number of rows.</summary>
    public int Count => _products.GetLength(0);

    /// <summary>The product of the gradients of two rows.</summary>
    public double this[int row, int other] => _products[row, other];

    /// <summary>The step that the products are of.</summary>
    public GradientRows Rows { get; }

    /// <summary>The Euclidean norm of a row.</summary>
    public double Norm(int row) => Math.Sqrt(Math.Max(0, _products[row, row]));

    /// <summary>A copy: (rows, rows).</summary>
    public double[,] ToArray() => (double[,])_products.Clone();

    /// <summary>The sum of the rows' squared norms.</summary>
    public double Trace()
    {
        var trace = 0.0;
        for (var i = 0; i < Count; i++) trace += _products[i, i];
        return trace;
    }

    /// <summary>The products of each row with the combination that has these weights.</summary>
    public double[] Multiply(double[] weights)
    {
        var result = new double[Count];
        for (var i = 0; i < Count; i++)
            for (var j = 0; j < Count; j++) result[i] += _products[i, j] * weights[j];
        return result;
    }

    /// <summary>The Euclidean norm of the combination that has these weights.</summary>
    public double CombinedNorm(double[] weights) => Math.Sqrt(Math.Max(0, Multiply(weights).Zip(weights, (product, weight) => product * weight).Sum()));

    /// <summary>The weights, scaled down so that the combination's norm is no more than <paramref name="maxNorm"/>; 0: as they are.</summary>
    internal double[] Limited(double[] weights, double maxNorm)
    {
        var norm = CombinedNorm(weights);
        return maxNorm > 0 && norm > maxNorm ? Array.ConvertAll(weights, weight => weight * maxNorm / norm) : weights;
    }

    /// <summary>Solves for the rows that are not 0; the others get the weight 0.</summary>
    /// <param name="solve">Given the products of those rows, and which rows they are, gives their weights.</param>
    internal double[] OverNonZeroRows(Func<double[,], int[], double[]> solve)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => _products[row, row] > 0)];
        var weights = new double[Count];
        if (rows.Length == 0) return weights;
        var products = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) products[i, j] = _products[rows[i], rows[j]];
        var solution = solve(products, rows);
        for (var i = 0; i < rows.Length; i++) weights[rows[i]] = solution[i];
        return weights;
    }

    /// <summary>The products of the gradients, each multiplied by a factor.</summary>
    internal GradientGram Scaled(double[] factors)
    {
        var scaled = ToArray();
        for (var i = 0; i < Count; i++)
            for (var j = 0; j < Count; j++) scaled[i, j] *= factors[i] * factors[j];
        return new GradientGram(Rows, scaled);
    }

    /// <summary>left · rightᵀ. Squares of float32 gradients leave its range, and their rounding would hide small eigenvalues: it is made in float64, part by part.</summary>
    internal static GradientGram Of(GradientRows rows, Tensor left, Tensor right)
    {
        var count = left.shape[0];
        var width = left.shape[1];
        var products = new double[count, count];
        var columns = Math.Max(1, ElementsAtOnce / count);
        Tensor? sum = null;
        for (long start = 0; start < width; start += columns)
        {
            var first = left.narrow(1, start, Math.Min(columns, width - start)).to_type(ScalarType.Float64);
            var second = ReferenceEquals(left, right) ? first : right.narrow(1, start, Math.Min(columns, width - start)).to_type(ScalarType.Float64);
            var part = first.mm(second.t());
            sum = sum is null ? part : sum.add_(part);
            if (!ReferenceEquals(first, second)) second.Dispose();
            first.Dispose();
        }

        if (sum is null) return new GradientGram(rows, products);
        Buffer.BlockCopy(sum.cpu().data<double>().ToArray(), 0, products, 0, sizeof(double) * products.Length);
        Check(rows, products);
        return new GradientGram(rows, products);
    }

    private static void Check(GradientRows rows, double[,] products)
    {
        for (var i = 0; i < products.GetLength(0); i++)
        {
            for (var j = 0; j < products.GetLength(0); j++)
            {
                if (double.IsFinite(products[i, j])) continue;
                throw GradientRows.NotFinite(i == j || double.IsFinite(products[i, i]) ? rows.Tasks[j] : rows.Tasks[i]);
            }
        }
    }
}
