using System.Globalization;

namespace MtlDsl;

/// <summary>A metric by its name, for display.</summary>
/// <param name="Name">As people call it: <c>accuracy</c>, <c>AUC</c>, <c>R²</c>, …</param>
/// <param name="Value">Its value; NaN where it is undefined.</param>
public readonly record struct MetricValue(string Name, double Value)
{
    /// <summary>As <c>accuracy 0.9312</c>, in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:G4}");
}
