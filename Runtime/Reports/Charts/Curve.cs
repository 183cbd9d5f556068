namespace MtlDsl;

/// <summary>A value at an epoch.</summary>
internal readonly record struct CurvePoint(int Epoch, double Value)
{
    /// <summary>What is smaller is drawn as 0, since steps of so small a size would themselves become 0.</summary>
    public const double Smallest = 1e-300;

    // Beyond this, sums and differences of values are no longer finite.
    private const double Largest = 1e300;

    /// <summary>Whether the value can be drawn.</summary>
    public bool IsDrawn => Math.Abs(Value) <= Largest;
}

/// <summary>A value over the epochs.</summary>
/// <param name="Name">What it is called beside the curve; empty where the chart has only this one.</param>
/// <param name="Style">The style class that gives its colour, and whether it is dashed.</param>
/// <param name="Points">Its points by ascending epoch.</param>
internal sealed record Curve(string Name, string Style, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>What it is called where there is little room.</summary>
    public string ShortName { get => field ?? Name; init; }

    /// <summary>A curve of what was measured in each epoch; epochs in which nothing was are passed over.</summary>
    public static Curve Of(string name, string style, IEnumerable<ReportEpoch> epochs, Func<ReportEpoch, double?> value) =>
        new(name, style, [.. epochs.SelectMany(epoch => value(epoch) is { } measured ? new[] { new CurvePoint(epoch.Number, measured) } : [])]);

    /// <summary>The points that can be drawn.</summary>
    public IEnumerable<CurvePoint> Drawn => Points.Where(point => point.IsDrawn);

    /// <summary>What there is to see, in words.</summary>
    public string Description
    {
        get
        {
            CurvePoint[] drawn = [.. Drawn];
            if (drawn.Length == 0) return $"{Label}: no finite value.";
            CurvePoint lowest = drawn.MinBy(point => point.Value), highest = drawn.MaxBy(point => point.Value);
            string ends = drawn.Length == 1 ? At(drawn[0]) : $"{At(drawn[0])}, {At(drawn[^1])}; lowest {At(lowest)}, highest {At(highest)}";
            return $"{Label}: {ends}.";
        }
    }

    private string Label => Name.Length > 0 ? Name : "value";

    private static string At(CurvePoint point) => FormattableString.Invariant($"{ReportNumbers.Value(point.Value)} at epoch {point.Epoch}");
}
