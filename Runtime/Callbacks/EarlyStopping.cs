namespace MtlDsl;

/// <summary>
/// Ends training when a metric has not become better for some time, and leaves the model with the weights that it was best with
/// (Prechelt, 1998).
/// </summary>
/// <remarks>
/// Looks after each validation, or after each epoch where there is no validation data. In <see cref="FitOptions.Callbacks"/> it comes before
/// an <see cref="ExponentialMovingAverage"/>, whose weights are then the ones that it keeps.
/// </remarks>
public sealed class EarlyStopping : TrainingCallback, ICheckpointed
{
    private WeightsCopy? _bestWeights;
    private double _best = double.NaN;
    private int _withoutBetter;

    /// <summary>Stops when the metric has not become better for some time.</summary>
    /// <param name="patience">How many validations, or epochs, without a better metric are accepted. At least 0.</param>
    public EarlyStopping(int patience = 5)
    {
        if (patience < 0)
            throw new ArgumentOutOfRangeException(nameof(patience), patience,
                FormattableString.Invariant($"The patience is {patience} validations without a better metric, and has to be at least 0."));
        Patience = patience;
    }

    /// <summary>How many validations, or epochs, without a better metric are accepted.</summary>
    public int Patience { get; }

    /// <summary>What has to become better.</summary>
    public MonitoredMetric Metric { get; init; } = MonitoredMetric.JointLoss;

    /// <summary>By how much more than this the metric has to be better than the best one to count. At least 0 and finite.</summary>
    public double MinDelta
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinDelta), value,
                FormattableString.Invariant($"MinDelta is {value}, and has to be at least 0 and finite."));
    }

    /// <summary>Whether the model is left with the weights of the best metric, rather than with the last ones. They are kept in memory, on the model's device.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Whether a metric that is infinite or not a number ends training at once; otherwise it is one that is no better.</summary>
    public bool StopOnNonFinite { get; init; } = true;

    /// <summary>The best value of the metric; NaN before the first.</summary>
    public double Best => _best;

    /// <summary>The epoch of the best value, from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainingBegin(TrainingRun run)
    {
        (_best, BestEpoch, _withoutBetter) = (double.NaN, 0, 0);
        _bestWeights?.Dispose();
        _bestWeights = RestoreBest ? new WeightsCopy(run.Model) : null;
    }

    /// <inheritdoc/>
    public override void OnValidationEnd(TrainingRun run, ModelMetrics? metrics)
    {
        if (metrics is not null) Look(run);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingRun run)
    {
        if (!run.HasValidation) Look(run);
    }

    /// <inheritdoc/>
    public override void OnTrainingEnd(TrainingRun run)
    {
        if (BestEpoch > 0) _bestWeights?.Restore();
        _bestWeights?.Dispose();
        _bestWeights = null;
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        writer.Add("state", [_best, BestEpoch, _withoutBetter]);
        if (BestEpoch > 0) _bestWeights?.Save(writer.Part("best"));
    }

    /// <inheritdoc/>
    public Action Load(CheckpointReader reader)
    {
        double[] state = reader.Numbers("state");
        if (state.Length != 3) throw reader.Refused(FormattableString.Invariant($"has {state.Length} numbers about early stopping, and 3 are needed"));
        Action? restoreWeights = state[1] > 0 ? _bestWeights?.Load(reader.Part("best")) : null;
        return () =>
        {
            (_best, BestEpoch, _withoutBetter) = (state[0], (int)state[1], (int)state[2]);
            restoreWeights?.Invoke();
        };
    }

    private void Look(TrainingRun run)
    {
        double value = Metric.Value(run);
        if (Metric.IsBetter(value, _best, MinDelta))
        {
            (_best, BestEpoch, _withoutBetter) = (value, run.Epoch, 0);
            _bestWeights?.Take();
        }
        else
        {
            _withoutBetter++;
        }
        if (_withoutBetter > Patience || (StopOnNonFinite && !double.IsFinite(value))) run.Stop(StopReason.EarlyStopped);
    }
}
