namespace MtlDsl;

/// <summary>The mean of a metric over classes, labels or outputs.</summary>
internal static class MacroMean
{
    /// <summary>The mean of the values that are there; NaN where none is.</summary>
    internal static double OfDefined(IEnumerable<double?> values) => values.Average() ?? double.NaN;

    /// <summary>F1 = 2 TP / (2 TP + FP + FN), and 0 where there is nothing to find and nothing was found.</summary>
    internal static double F1(long truePositives, long errors) =>
        truePositives == 0 ? 0 : 2.0 * truePositives / (2.0 * truePositives + errors);
}
