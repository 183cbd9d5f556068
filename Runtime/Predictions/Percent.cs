using System.Globalization;

namespace MtlDsl;

/// <summary>Probabilities as people read them.</summary>
internal static class Percent
{
    /// <summary>As <c>93.1 %</c>, in every culture.</summary>
    internal static string Format(float probability) => string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.0} %");
}
