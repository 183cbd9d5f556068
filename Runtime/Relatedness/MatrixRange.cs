namespace MtlDsl;

/// <summary>Between which numbers those of a <see cref="TaskMatrix"/> lie, whatever the data; an end may be infinite.</summary>
/// <param name="Lowest">The lowest possible number.</param>
/// <param name="Highest">The highest possible number.</param>
public readonly record struct MatrixRange(double Lowest, double Highest)
{
    /// <summary>0 .. 1: from none to all, as of shares and strengths.</summary>
    public static MatrixRange Share { get; } = new(0, 1);

    /// <summary>-1 .. 1: as of correlations and cosines.</summary>
    public static MatrixRange Correlation { get; } = new(-1, 1);

    /// <summary>0 .. ∞.</summary>
    public static MatrixRange NonNegative { get; } = new(0, double.PositiveInfinity);

    /// <summary>-∞ .. 1: as of the share by which something becomes less.</summary>
    public static MatrixRange AtMostOne { get; } = new(double.NegativeInfinity, 1);

    /// <summary>Any number.</summary>
    public static MatrixRange All { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether neither end is infinite.</summary>
    public bool IsFinite => double.IsFinite(Lowest) && double.IsFinite(Highest);
}
