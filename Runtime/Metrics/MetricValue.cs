using System.Globalization;

namespace MtlDsl;

/// <summary>A metric by its name, for display.</summary>
/// <param name="Name">As people call it: <c>accuracy</c>, <c>AUC</c>, <c>R²</c>, …</param>
/// <param name="Value">Its value; NaN where it is undefined.</param>
/// <param name="HigherIsBetter">Whether a higher value is the better one, as of an accuracy, and not the lower one, as of an error.</param>
public readonly record struct MetricValue(string Name, double Value, bool HigherIsBetter = true)
{
    /// <summary>As <c>accuracy 0.9312</c>, in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:G4}");
}
