using System.Globalization;

namespace MtlDsl;

/// <summary>Axes whose ticks are powers of ten.</summary>
internal static class LogarithmicAxis
{
    private const int MostTicks = 6;

    /// <summary>The ratio of the highest to the lowest value from which a linear axis would hide the low ones.</summary>
    public const double Ratio = 300;

    /// <summary>An axis that begins and ends at a power of ten and has all values.</summary>
    /// <param name="lowest">The lowest value, positive.</param>
    /// <param name="highest">The highest value, above the lowest.</param>
    public static ChartAxis Of(double lowest, double highest)
    {
        int first = (int)Math.Floor(Math.Log10(lowest)), last = (int)Math.Ceiling(Math.Log10(highest));
        int step = (last - first + MostTicks - 1) / MostTicks;
        last = first + (last - first + step - 1) / step * step;
        List<Tick> ticks = [];
        for (int power = first; power <= last; power += step) ticks.Add(new Tick(Math.Pow(10, power), Text(power)));
        return new ChartAxis(ticks[0].Value, ticks[^1].Value, ticks, IsLogarithmic: true);
    }

    private static string Text(int power) => power is >= -3 and <= 4
        ? Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"1e{ReportNumbers.WithMinus(power.ToString(CultureInfo.InvariantCulture))}");
}
