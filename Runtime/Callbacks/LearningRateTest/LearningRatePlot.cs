using System.Globalization;

namespace MtlDsl;

/// <summary>Where the points of a learning rate range lie in a picture: the rate's logarithm to the right, the loss upwards.</summary>
internal sealed class LearningRatePlot
{
    private readonly double _left, _right;

    public LearningRatePlot(LearningRateRange range)
    {
        IReadOnlyList<LearningRatePoint> points = range.Points;
        _left = Math.Log10(points[0].LearningRate);
        _right = Math.Log10(points[^1].LearningRate);
        Lowest = points.Min(point => point.SmoothedLoss);
        double highest = points.Max(point => point.SmoothedLoss);
        Highest = highest > Lowest ? highest : Lowest + 1;
        Decades = [.. Enumerable.Range((int)Math.Ceiling(_left), Math.Max(0, (int)Math.Floor(_right) - (int)Math.Ceiling(_left) + 1))];
    }

    /// <summary>The loss at the lower edge.</summary>
    public double Lowest { get; }

    /// <summary>The loss at the upper edge.</summary>
    public double Highest { get; }

    /// <summary>The powers of ten among the rates.</summary>
    public IReadOnlyList<int> Decades { get; }

    /// <summary>How far right a learning rate lies, 0 .. 1.</summary>
    public double Right(double learningRate) => _right > _left ? (Math.Log10(learningRate) - _left) / (_right - _left) : 0;

    /// <summary>How far up a loss lies, 0 .. 1.</summary>
    public double Up(double loss) => Math.Clamp((loss - Lowest) / (Highest - Lowest), 0, 1);

    public static string Loss(double loss) => loss.ToString("G4", CultureInfo.InvariantCulture);

    public static string Decade(int power) => string.Create(CultureInfo.InvariantCulture, $"1e{power}");
}
