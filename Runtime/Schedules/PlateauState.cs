namespace MtlDsl;

/// <summary>What <see cref="ReduceOnPlateau"/> remembers.</summary>
internal sealed class PlateauState(ReduceOnPlateau schedule, double learningRate) : ScheduleState
{
    private double _learningRate = learningRate;
    private double _best = schedule.Metric.IsMaximized ? double.NegativeInfinity : double.PositiveInfinity;
    private int _withoutBetter;
    private int _coolingDown;

    public override MonitoredMetric Metric => schedule.Metric;

    public override double LearningRate(long step, int epoch) => _learningRate;

    public override void EpochEnded(long step, double metric)
    {
        bool isBetter = IsBetter(metric);
        if (isBetter) _best = metric;
        _withoutBetter = isBetter || _coolingDown > 0 ? 0 : _withoutBetter + 1;
        if (_coolingDown > 0) _coolingDown--;
        if (_withoutBetter <= schedule.Patience) return;
        _coolingDown = schedule.Cooldown;
        _withoutBetter = 0;
        double reduced = Math.Max(_learningRate * schedule.Factor, schedule.MinLearningRate);
        if (_learningRate - reduced > schedule.Epsilon) _learningRate = reduced;
    }

    public override void Save(CheckpointWriter writer) =>
        writer.Add("plateau", [_learningRate, _best, _withoutBetter, _coolingDown]);

    public override Action Load(CheckpointReader reader)
    {
        double[] saved = reader.Numbers("plateau");
        if (saved.Length != 4) throw reader.Refused(FormattableString.Invariant($"has {saved.Length} numbers as 'plateau', and 4 are needed"));
        return () =>
        {
            (_learningRate, _best) = (saved[0], saved[1]);
            (_withoutBetter, _coolingDown) = ((int)saved[2], (int)saved[3]);
        };
    }

    private bool IsBetter(double metric)
    {
        double margin = schedule.IsThresholdRelative ? schedule.Threshold * Math.Abs(_best) : schedule.Threshold;
        // The first metric is better than none, whatever the margin makes of infinity.
        if (double.IsInfinity(_best)) return double.IsFinite(metric);
        return schedule.Metric.IsMaximized ? metric > _best + margin : metric < _best - margin;
    }
}
