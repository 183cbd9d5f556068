namespace MtlDsl.Tests.Weighting;

/// <summary>
/// Gradients of known rank and stationarity, as TorchJD's tests sample them: J is strongly stationary where a 0 &lt; v has vᵀJ = 0, weakly where a 0 ≤ v ≠ 0 has. The
/// same for ever, as they come from <see cref="Random"/> with a seed.
/// </summary>
internal static class MatrixSamples
{
    private static readonly (int Tasks, int Parameters, int Rank)[] Shapes =
        [(1, 1, 1), (1, 200, 1), (2, 1, 1), (2, 7, 2), (3, 200, 3), (4, 3, 1), (4, 3, 2), (4, 3, 3), (9, 11, 5), (9, 11, 9), (20, 10, 10), (20, 100, 19), (40, 1, 1), (40, 200, 40)];

    private static readonly (int Tasks, int Parameters, int Rank)[] StationaryShapes = [(3, 2, 2), (20, 10, 9), (20, 10, 5), (20, 10, 1), (20, 100, 1), (20, 100, 19), (40, 200, 39)];

    /// <summary>Normal ones of full and of deficient rank.</summary>
    public static readonly float[][][] Normals = [.. Shapes.Select((shape, seed) => Floats(Normal(shape, new Random(seed))))];

    /// <summary>Strongly stationary ones.</summary>
    public static readonly float[][][] Strong = [.. StationaryShapes.Select((shape, seed) => Floats(Without(Normal(shape, new Random(100 + seed)), Positive(shape.Tasks, seed))))];

    /// <summary>Weakly, but not strongly stationary ones, with a u ≥ 0 of length 1: a combination with the weights w ≥ 0 is at least Σ w_i u_i long.</summary>
    public static readonly (float[][] Rows, double[] Least)[] StrictlyWeak = [.. StationaryShapes.Select((shape, seed) => NonStrong(shape, seed, true))];

    /// <summary>Not even weakly stationary ones, with a u &gt; 0.</summary>
    public static readonly (float[][] Rows, double[] Least)[] NonWeak = [.. StationaryShapes.Select((shape, seed) => NonStrong(shape, seed, false))];

    /// <summary>All of these.</summary>
    public static readonly float[][][] All = [.. Normals, .. Strong, .. StrictlyWeak.Select(item => item.Rows), .. NonWeak.Select(item => item.Rows)];

    public static float[][] Times(this float[][] rows, double factor) => [.. rows.Select(row => Array.ConvertAll(row, value => (float)(value * factor)))];

    private static double[][] Normal((int Tasks, int Parameters, int Rank) shape, Random random)
    {
        var (left, right) = (Draw(shape.Tasks, shape.Rank, random), Draw(shape.Rank, shape.Parameters, random));
        return shape.Rank == 0 ? [.. left.Select(_ => new double[shape.Parameters])] : [.. left.Select(row => Combine(right, row))];
    }

    /// <summary>
    /// Rows without their part along u ≥ 0, and u qᵀ added, for a unit q orthogonal to them: ⟨wᵀJ, q⟩ is Σ w_i u_i. Where weak, u is 0 for half of the tasks, and
    /// the rows are without their part along the rest of it too.
    /// </summary>
    private static (float[][] Rows, double[] Least) NonStrong((int Tasks, int Parameters, int Rank) shape, int seed, bool isWeak)
    {
        var random = new Random(200 + seed);
        // A row space of one less leaves room for q.
        var rows = Normal(shape with { Rank = Math.Min(shape.Rank, shape.Parameters - 1) }, random);
        var u = Positive(shape.Tasks, seed);
        if (isWeak)
        {
            var half = shape.Tasks / 2;
            rows = Without(rows, Unit([.. u.Select((value, i) => i < half ? value : 0)]));
            u = Unit([.. u.Select((value, i) => i < half ? 0 : value)]);
        }

        rows = Without(rows, u);
        var q = Orthogonal(rows, shape.Parameters, random);
        return (Floats([.. rows.Select((row, i) => (double[])[.. row.Select((value, k) => value + u[i] * q[k])])]), u);
    }

    private static double[] Positive(int count, int seed)
    {
        var random = new Random(300 + seed);
        return Unit([.. Enumerable.Range(0, count).Select(_ => Math.Abs(Gaussian(random)) + 0.1)]);
    }

    private static double[][] Without(double[][] rows, double[] unit)
    {
        var along = Combine(rows, unit);
        return [.. rows.Select((row, i) => (double[])[.. row.Select((value, k) => value - unit[i] * along[k])])];
    }

    /// <summary>A unit vector orthogonal to all rows: Gram-Schmidt, twice against rounding.</summary>
    private static double[] Orthogonal(double[][] rows, int parameters, Random random)
    {
        var basis = new List<double[]>();
        foreach (var row in rows)
        {
            var rest = Without(row);
            if (Length(rest) > 1e-9 * Length(row)) basis.Add(Unit(rest));
        }

        return Unit(Without([.. Enumerable.Range(0, parameters).Select(_ => Gaussian(random))]));

        double[] Without(double[] vector)
        {
            foreach (var unit in basis.Concat(basis))
            {
                var product = vector.Zip(unit, (x, y) => x * y).Sum();
                vector = [.. vector.Zip(unit, (x, y) => x - product * y)];
            }

            return vector;
        }
    }

    private static double[][] Draw(int rows, int columns, Random random) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => Gaussian(random)).ToArray())];

    private static double[] Combine(double[][] rows, double[] weights) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(k => rows.Select((row, i) => weights[i] * row[k]).Sum())];

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));

    private static double[] Unit(double[] vector) => Length(vector) is var length and > 0 ? [.. vector.Select(value => value / length)] : vector;

    private static float[][] Floats(double[][] rows) => [.. rows.Select(row => Array.ConvertAll(row, value => (float)value))];
}
