namespace MtlDsl;

/// <summary>The weights that are at least 0 and have the sum 1.</summary>
internal static class Simplex
{
    /// <summary>The nearest point of the simplex (Held, Wolfe and Crowder, 1974), exact up to rounding.</summary>
    public static double[] Project(double[] point)
    {
        // Next to numbers as large as these may be, a sum of 1 would be lost; moving all of them by the same leaves the nearest point where it is.
        var largest = point.Max();
        var moved = Array.ConvertAll(point, value => value - largest);
        var descending = (double[])moved.Clone();
        Array.Sort(descending);
        Array.Reverse(descending);
        double sum = 0, threshold = 0;
        for (var count = 1; count <= descending.Length; count++)
        {
            sum += descending[count - 1];
            if (descending[count - 1] > (sum - 1) / count) threshold = (sum - 1) / count;
        }

        return Array.ConvertAll(moved, value => Math.Max(value - threshold, 0));
    }

    /// <summary>exp(x_i) / Σ exp(x).</summary>
    public static double[] Softmax(double[] values)
    {
        var largest = values.Max();
        var powers = Array.ConvertAll(values, value => Math.Exp(value - largest));
        var sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }

    /// <summary>
    /// The point that minimises ½ xᵀQx + bᵀx: with a multiplier for Σx = 1, the one with which the minimum over x ≥ 0 has that sum, which grows with it
    /// along straight pieces.
    /// </summary>
    /// <param name="matrix">Q: (n, n), positive semi-definite.</param>
    /// <param name="linear">b: (n).</param>
    public static double[] Minimize(double[,] matrix, double[] linear)
    {
        int n = linear.Length;
        // A multiple of (Σx)² changes nothing on the simplex, and gives the problem over x ≥ 0 one sum.
        double scale = Math.Max(Enumerable.Range(0, n).Max(i => matrix[i, i]), linear.Max(Math.Abs));
        if (scale == 0) return Array.ConvertAll(linear, _ => 1.0 / n);
        var bounded = (double[,])matrix.Clone();
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) bounded[i, j] += scale;
        double low = linear.Min(), high = low + 2 * scale, lowSum = 0;
        double[] point = At(high);
        double highSum = point.Sum();
        while (highSum < 1)
        {
            (low, lowSum) = (high, highSum);
            high += high - linear.Min();
            highSum = (point = At(high)).Sum();
        }
        for (int round = 0; round < 200 && Math.Abs(highSum - 1) > 1e-14; round++)
        {
            // Halving brings both ends onto one straight piece; the chord is exact there.
            double multiplier = round % 2 == 0 ? low + (1 - lowSum) / (highSum - lowSum) * (high - low) : (low + high) / 2;
            double[] candidate = At(multiplier);
            double sum = candidate.Sum();
            if (sum >= 1) (high, highSum, point) = (multiplier, sum, candidate);
            else (low, lowSum) = (multiplier, sum);
            if (1 - sum is > 0 and < 1e-14) return Normalized(candidate);
        }
        return Normalized(point);

        double[] At(double multiplier) => NonNegativeQuadratic.Minimize(bounded, Array.ConvertAll(linear, element => element - multiplier));
    }

    private static double[] Normalized(double[] point)
    {
        double sum = point.Sum();
        return Array.ConvertAll(point, element => element / sum);
    }
}
