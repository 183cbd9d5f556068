using System.Globalization;

namespace MtlDsl.Samples;

/// <summary>How numbers are written, alike in every culture.</summary>
internal static class Figures
{
    /// <summary>As <c>0.2713</c>; large ones, which diverging training has, as <c>1.235E+020</c>.</summary>
    public static string Real(double value) => value.ToString(Math.Abs(value) < 1e6 ? "F4" : "E3", CultureInfo.InvariantCulture);

    /// <summary>As <c>16,281</c>.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As <c>3.5 s</c>, or <c>2:05 min</c>.</summary>
    public static string Time(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time:ss} min");
}
