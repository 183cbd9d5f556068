namespace MtlDsl;

/// <summary>The mean of a metric over classes, labels or outputs.</summary>
internal static class MacroMean
{
    /// <summary>The mean of the values that are there; NaN where none is.</summary>
    internal static double OfDefined(IEnumerable<double?> values) => values.Average() ?? double.NaN;
}
