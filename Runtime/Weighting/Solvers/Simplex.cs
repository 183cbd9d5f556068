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
}
