namespace MtlDsl;

/// <summary>Mean and standard deviation of numbers that come one after another (Welford, 1962), in double precision.</summary>
internal struct RunningStatistics()
{
    private long _count;
    private double _mean;
    private double _squares;
    private float _smallest = float.PositiveInfinity;
    private float _largest = float.NegativeInfinity;

    /// <summary>Takes a number; NaN is a missing one.</summary>
    public void Add(float value)
    {
        if (float.IsNaN(value))
            return;
        _count++;
        var distance = value - _mean;
        _mean += distance / _count;
        _squares += distance * (value - _mean);
        _smallest = Math.Min(_smallest, value);
        _largest = Math.Max(_largest, value);
    }

    /// <summary>The rules of <see cref="RecordColumn{TRow}.Statistics()"/>.</summary>
    public readonly (float Mean, float Deviation) Result()
    {
        if (_count == 0)
            return (0, 1);
        if (_smallest == _largest)
            return (_smallest, 1);
        var deviation = (float)Math.Sqrt(_squares / _count);
        return ((float)_mean, deviation > 0 ? deviation : 1);
    }
}
