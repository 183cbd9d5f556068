namespace MtlDsl;

/// <summary>
/// The dual problem of FORUM (Ye et al., 2024): the shares μ ≥ 0, Σμ = 1, and ν ≥ max(π·μ, 0) that minimise ‖Σ μ_k g_k + ν q‖² - c ν with
/// π_k = φ - q·g_k / ‖q‖² and c = φ ‖q‖².
/// </summary>
/// <remarks>
/// Over ν alone the minimum is at φ / 2 - Σ μ_k q·g_k / ‖q‖², below π·μ: so ν = max(π·μ, 0). The problem is convex. Without ν ≥ 0 it is one of the rows
/// g_k + π_k q; where its solution has ν &lt; 0 the solution has ν = 0 and is the shortest combination of the g_k with π·μ ≤ 0.
/// </remarks>
internal static class ConstrainedDescent
{
    /// <param name="gram">g_i·g_j.</param>
    /// <param name="along">q·g_k.</param>
    /// <param name="rates">π_k.</param>
    /// <param name="squared">‖q‖².</param>
    /// <param name="constant">c.</param>
    public static double[] Shares(double[,] gram, double[] along, double[] rates, double squared, double constant)
    {
        int n = rates.Length;
        var matrix = new double[n, n];
        var linear = new double[n];
        for (int i = 0; i < n; i++)
        {
            linear[i] = -constant * rates[i];
            for (int j = 0; j < n; j++) matrix[i, j] = 2 * (gram[i, j] + rates[i] * along[j] + along[i] * rates[j] + rates[i] * rates[j] * squared);
        }
        double[] shares = Simplex.Minimize(matrix, linear);
        if (Product(rates, shares) >= 0) return shares;
        shares = MinNormPoint.Weights(gram);
        return Product(rates, shares) <= 0 ? shares : OnBoundary(gram, rates);
    }

    // The corners of the part of the simplex with π·μ = 0 are the tasks with π = 0, and a point between each two with π of different signs.
    private static double[] OnBoundary(double[,] gram, double[] rates)
    {
        int n = rates.Length;
        var corners = new List<double[]>();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (!(rates[i] > 0 && rates[j] < 0) && !(i == j && rates[i] == 0)) continue;
                var corner = new double[n];
                corner[i] = i == j ? 1 : -rates[j] / (rates[i] - rates[j]);
                corner[j] = 1 - (i == j ? 0 : corner[i]);
                corners.Add(corner);
            }
        }
        var products = new double[corners.Count, corners.Count];
        for (int a = 0; a < corners.Count; a++)
            for (int b = 0; b < corners.Count; b++) products[a, b] = Product(corners[a], Multiply(gram, corners[b]));
        double[] weights = MinNormPoint.Weights(products);
        return [.. Enumerable.Range(0, n).Select(task => corners.Select((corner, a) => weights[a] * corner[task]).Sum())];
    }

    private static double[] Multiply(double[,] matrix, double[] vector) =>
        [.. Enumerable.Range(0, vector.Length).Select(i => Enumerable.Range(0, vector.Length).Sum(j => matrix[i, j] * vector[j]))];

    private static double Product(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
