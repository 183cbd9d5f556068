namespace MtlDsl;

/// <summary>What is said of several measurements of one thing.</summary>
internal static class Sample
{
    /// <summary>The standard deviation of the population that the values are drawn from, with n - 1; NaN of fewer than two.</summary>
    public static double Deviation(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return double.NaN;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
