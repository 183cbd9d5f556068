namespace MtlDsl.Samples;

/// <summary>
/// Regression as in the MMoE paper (Ma et al., 2018): y = w·x + sin(3 w·x) + noise, for 16 features from N(0, 1) and a direction w for each task, of which
/// some lie across others. Loud is ten times as large as Quiet, so that its loss is a hundred times as large; Alarm is whether its y is above 0.
/// </summary>
internal sealed class SignalsData
{
    private const int Features = 16;
    private const double Noise = 0.1;

    private readonly GaussianRandom _random;
    private readonly double[] _loud;
    private readonly double[] _quiet;
    private readonly double[] _alarm;

    public SignalsData(long seed)
    {
        _random = new GaussianRandom(seed);
        double[] first = Direction(), second = Direction();
        _loud = first;
        _quiet = second;
        _alarm = [.. first.Zip(second, (a, b) => (b - a) / Math.Sqrt(2))];
    }

    public Signals.Dataset Draw(int count) => Signals.Dataset.From(Enumerable.Range(0, count).Select(_ =>
    {
        double[] x = [.. Enumerable.Range(0, Features).Select(_ => _random.NextGaussian())];
        return new Signals.Example([.. x.Select(value => (float)value)], (float)(10 * Signal(x, _loud)), (float)Signal(x, _quiet), Signal(x, _alarm) > 0);
    }));

    private double Signal(double[] x, double[] direction)
    {
        double along = x.Zip(direction, (value, weight) => value * weight).Sum();
        return along + Math.Sin(3 * along) + Noise * _random.NextGaussian();
    }

    private double[] Direction()
    {
        double[] direction = [.. Enumerable.Range(0, Features).Select(_ => _random.NextGaussian())];
        double length = Math.Sqrt(direction.Sum(value => value * value));
        return [.. direction.Select(value => value / length)];
    }
}
