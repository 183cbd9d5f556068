namespace MtlDsl;

/// <summary>A round number on an axis.</summary>
internal readonly record struct Tick(double Value, string Text);

/// <summary>An axis: a range, the round numbers in it, and where a value lies.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Ticks">The round numbers, in ascending order.</param>
/// <param name="IsLogarithmic">Whether equal distances are equal ratios.</param>
internal sealed record ChartAxis(double Low, double High, IReadOnlyList<Tick> Ticks, bool IsLogarithmic = false)
{
    /// <summary>Where a value lies: 0 at the beginning of the axis, 1 at its end.</summary>
    public double Share(double value) => IsLogarithmic
        ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
        : (value - Low) / (High - Low);
}
