namespace MtlDsl;

/// <summary>Which of some points no other one is better than.</summary>
internal static class Pareto
{
    /// <summary>
    /// Whether each point is Pareto-optimal: no other one is at least as good in everything and better in something. Points that are equal are
    /// so together; one with NaN is not.
    /// </summary>
    /// <param name="points">(points) of (objectives): more is better.</param>
    public static bool[] Front(IReadOnlyList<double[]> points) =>
        [.. points.Select(point => !point.Any(double.IsNaN) && !points.Any(other => Dominates(other, point)))];

    private static bool Dominates(double[] point, double[] other)
    {
        bool isBetter = false;
        for (int i = 0; i < point.Length; i++)
        {
            if (!(point[i] >= other[i])) return false;
            isBetter |= point[i] > other[i];
        }
        return isBetter;
    }
}
