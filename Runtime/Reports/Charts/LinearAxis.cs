using System.Globalization;

namespace MtlDsl;

/// <summary>Axes with ticks at 1, 2 or 5 times a power of ten.</summary>
internal static class LinearAxis
{
    // Below this the numbers of a range differ only by rounding.
    private const double SmallestRelativeSpan = 1e-9;

    /// <summary>An axis that begins and ends at a tick and has all values, and 0 where that is not far off.</summary>
    /// <param name="lowest">The lowest value, finite.</param>
    /// <param name="highest">The highest value, finite.</param>
    /// <param name="steps">About how many steps there are between ticks.</param>
    public static ChartAxis Of(double lowest, double highest, int steps = 5)
    {
        (double low, double high) = Widened(lowest, highest);
        double step = RoundStep(high / steps - low / steps);
        double first = Math.Floor(low / step + SmallestRelativeSpan), last = Math.Ceiling(high / step - SmallestRelativeSpan);
        Func<double, string> format = Format(step, Math.Max(Math.Abs(first), Math.Abs(last)) * step);
        var ticks = new List<Tick>();
        for (double tick = first; tick <= last; tick++) ticks.Add(new Tick(tick * step, format(tick * step)));
        return new ChartAxis(ticks[0].Value, ticks[^1].Value, ticks);
    }

    /// <summary>An axis of whole numbers that begins and ends with the first and last one.</summary>
    public static ChartAxis OfWhole(int first, int last, int steps = 5)
    {
        if (first == last) return new ChartAxis(first - 0.5, last + 0.5, [new Tick(first, ReportNumbers.Count(first))]);
        int step = Math.Max(1, (int)RoundStep((double)(last - first) / steps));
        var ticks = new List<Tick> { new(first, ReportNumbers.Count(first)) };
        for (int tick = (first / step + 1) * step; tick <= last; tick += step)
            if (tick - first >= step / 2.0) ticks.Add(new Tick(tick, ReportNumbers.Count(tick)));
        return new ChartAxis(first, last, ticks);
    }

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is not below a step.</summary>
    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double factor = step / power;
        // 1 - 1e-9 lets a step that is round but for its last bit stay what it is.
        return power * (factor <= 1 + SmallestRelativeSpan ? 1 : factor <= 2 + SmallestRelativeSpan ? 2 : factor <= 5 + SmallestRelativeSpan ? 5 : 10);
    }

    private static (double Low, double High) Widened(double low, double high)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size < CurvePoint.Smallest) return (0, 1);
        if (low >= 0 && low < 0.4 * high) return (0, high);
        if (high <= 0 && high > 0.4 * low) return (low, 0);
        if (high - low > SmallestRelativeSpan * size) return (low, high);
        return low > 0 ? (0, high) : (low, 0);
    }

    private static Func<double, string> Format(double step, double largest)
    {
        if (largest is >= 1e5 or < 1e-3)
            return value => value == 0 ? "0" : ReportNumbers.WithMinus(value.ToString("0.##e0", CultureInfo.InvariantCulture));
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + SmallestRelativeSpan));
        return value => value == 0 ? "0" : ReportNumbers.WithMinus(value.ToString($"N{decimals}", CultureInfo.InvariantCulture));
    }
}
