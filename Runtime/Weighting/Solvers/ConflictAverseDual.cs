namespace MtlDsl;

/// <summary>
/// CAGrad's dual problem (Liu et al., 2021): the w ≥ 0, Σw = 1, that minimise ⟨g_w, g_0⟩ + r ‖g_w‖, where g_w = Σ w_i g_i and g_0 is the mean, and the
/// step λ = r / ‖g_w‖ along g_w.
/// </summary>
/// <remarks>
/// For a fixed λ, λ‖g_w‖² / 2 + r² / 2λ bounds r ‖g_w‖ from above and touches it at the solution, where w minimises ⟨g_w, g_0⟩ + ½ λ‖g_w‖², which is the
/// <see cref="MinNormPoint"/> of the vectors g_0 + λ g_i. λ‖g_w‖ does not fall as λ grows: its root is enclosed and found by the Illinois method (a regula
/// falsi that halves the value of an end that stays), to <see cref="Tolerance"/>.
/// </remarks>
internal static class ConflictAverseDual
{
    /// <summary>How far λ‖g_w‖ may be from r at the end, relative to r.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>
    /// Up to what share of the lengths that it is added up from, Σ w_i ‖g_i‖, a combination counts as 0. The sum g_0 + λ g_w is made in float32, whose rounding is a hundredth
    /// of the step there.
    /// </summary>
    private const double SmallestShare = 1e-5;

    /// <summary>λ w; null where no λ reaches r, because a convex combination of the gradients is 0 and minimises the problem.</summary>
    /// <param name="gram">G: (n, n), scaled so that its trace is 1.</param>
    /// <param name="radius">r, positive.</param>
    public static double[]? ScaledWeights(double[,] gram, double radius)
    {
        var n = gram.GetLength(0);
        var mean = new double[n];
        var meanSquare = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) mean[i] += gram[i, j] / n;
            meanSquare += mean[i] / n;
        }

        // ‖g_w‖ is at most 1 and at least the norm of the min-norm point, which encloses λ.
        var nearest = MinNormPoint.Weights(gram);
        var smallest = Math.Sqrt(Math.Max(0, Square(gram, nearest)));
        double low = radius, high = radius / Math.Max(smallest, SmallestShare * Length(gram, nearest));
        var (weights, aboveHigh) = At(high);
        if (aboveHigh < -Tolerance * radius) return null;
        var (step, belowLow, side) = (high, At(low).Excess, 0);
        for (var round = 0; round < 100 && high / low - 1 > Tolerance; round++)
        {
            step = low + (high - low) * belowLow / (belowLow - aboveHigh);
            if (!(step > low && step < high)) step = 0.5 * (low + high);
            (weights, var excess) = At(step);
            if (Math.Abs(excess) <= Tolerance * radius) break;
            if (excess > 0)
            {
                (high, aboveHigh) = (step, excess);
                if (side > 0) belowLow /= 2;
                side = 1;
            }
            else
            {
                (low, belowLow) = (step, excess);
                if (side < 0) aboveHigh /= 2;
                side = -1;
            }
        }

        return Array.ConvertAll(weights, weight => weight * step);

        (double[] Weights, double Excess) At(double step)
        {
            var weights = MinNormPoint.Weights(Shifted(gram, mean, meanSquare, step));
            return (weights, step * Math.Sqrt(Math.Max(0, Square(gram, weights))) - radius);
        }
    }

    /// <summary>The Gram matrix of g_0 + λ g_i, divided by λ².</summary>
    private static double[,] Shifted(double[,] gram, double[] mean, double meanSquare, double step)
    {
        var n = mean.Length;
        var shifted = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) shifted[i, j] = gram[i, j] + (mean[i] + mean[j]) / step + meanSquare / (step * step);
        return shifted;
    }

    /// <summary>Σ w_i ‖g_i‖; where it is 0, as a gradient is, the length of the shortest that is not.</summary>
    private static double Length(double[,] gram, double[] weights)
    {
        double sum = 0, shortest = 1;
        for (var i = 0; i < weights.Length; i++)
        {
            var norm = Math.Sqrt(gram[i, i]);
            sum += weights[i] * norm;
            if (norm > 0) shortest = Math.Min(shortest, norm);
        }

        return sum > 0 ? sum : shortest;
    }

    private static double Square(double[,] gram, double[] weights)
    {
        var square = 0.0;
        for (var i = 0; i < weights.Length; i++)
            for (var j = 0; j < weights.Length; j++) square += weights[i] * gram[i, j] * weights[j];
        return square;
    }
}
