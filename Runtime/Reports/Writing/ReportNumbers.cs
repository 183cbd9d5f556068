using System.Globalization;

namespace MtlDsl;

/// <summary>How a report writes numbers, in every culture.</summary>
internal static class ReportNumbers
{
    private const int SignificantDigits = 4;

    /// <summary>A length in a drawing, to a hundredth.</summary>
    public static string Coordinate(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A value to four digits: <c>0.9383</c>, <c>12.35</c>, <c>12,346</c>, <c>3.1e−5</c>, <c>0.5</c>, <c>NaN</c>.</summary>
    public static string Value(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value == 0) return "0";
        double magnitude = Math.Abs(value);
        if (magnitude is < 1e-4 or >= 1e6) return WithMinus(value.ToString("0.###e0", CultureInfo.InvariantCulture));
        // Learning rates and weights are chosen, and chosen numbers are short but for rounding.
        if (Math.Abs(double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) / value - 1) < 1e-9)
            return WithMinus(value.ToString("#,0.######", CultureInfo.InvariantCulture));
        int decimals = Math.Clamp(SignificantDigits - 1 - (int)Math.Floor(Math.Log10(magnitude)), 0, 7);
        return WithMinus(value.ToString($"N{decimals}", CultureInfo.InvariantCulture));
    }

    /// <summary>A value that may not have been measured.</summary>
    public static string Value(double? value) => value is { } measured ? Value(measured) : "";

    /// <summary>As <c>16,281</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 as <c>2.6 %</c>.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>As <c>0.42 s</c>, <c>2:05 min</c> or <c>3:20:05 h</c>.</summary>
    public static string Time(TimeSpan time)
    {
        if (time.TotalMinutes < 1) return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");
        return time.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time:ss} min")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss} h");
    }

    /// <summary>Seconds for a column of a table.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The typographic minus, which is as wide as a digit.</summary>
    public static string WithMinus(string text) => text.Replace('-', '−');
}
