namespace MtlDsl;

/// <summary>What a generated training loop goes through; see <see cref="TrainingRun"/>.</summary>
/// <example><code>
/// using var run = new TrainingRun&lt;LossValues, Metrics&gt;(this, Records, data, validation, Measure, options, progress, cancellationToken);
/// while (run.NextEpoch())
/// {
///     while (run.NextBatch(out Batch batch)) { ...; run.Record(joint, new StepLoss(digit, null), new StepLoss(suit, null)); }
///     run.EndEpoch();
/// }
/// return run.Finish();
/// </code></example>
public sealed class TrainingRun<TLosses, TMetrics> : TrainingRun
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics
{
    private const int ValidationBatchSize = 1024;

    private readonly ModelRecords<TLosses, TMetrics> _records;
    private readonly Func<BatchSource, CancellationToken, TMetrics> _measure;
    private readonly BatchSource? _validation;
    private readonly History<TLosses, TMetrics> _history;

    /// <summary>Begins a run, or goes on with one. Until it ends, <see cref="MultiTaskModel.SeedStep"/> follows its seed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">How its records are made.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="validation">What to measure on; null to measure nothing.</param>
    /// <param name="measure">Computes the metrics of an opened source.</param>
    /// <param name="options">How to train; null: the defaults.</param>
    /// <param name="progress">Hears how far training has come.</param>
    /// <param name="cancellationToken">Stops training before the next step.</param>
    /// <exception cref="ArgumentException">There is no example, or no full batch where only those are wanted.</exception>
    /// <exception cref="CheckpointException">The checkpoint to go on from is damaged or of another run; the model is as it was.</exception>
    public TrainingRun(MultiTaskModel model, ModelRecords<TLosses, TMetrics> records, ExampleSource data, ExampleSource? validation,
        Func<BatchSource, CancellationToken, TMetrics> measure, FitOptions? options = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
        : base(model, records.Tasks, records.LossWeights, data, (options ?? new FitOptions()).Effective, progress, cancellationToken)
    {
        _records = records;
        _measure = measure;
        _history = new History<TLosses, TMetrics>(model.Summary(), records.Tasks);
        try
        {
            ExampleSource? measured = Options.OverfitBatches is not null && validation is not null ? data : validation;
            int size = Options.OverfitBatches is null ? ValidationBatchSize : Options.BatchSize;
            _validation = measured is null ? null : Limited(measured.Open(model.Device, new BatchOptions(size)), Options.LimitValidationBatches);
            Begin();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override History<TLosses, TMetrics> History => _history;

    /// <inheritdoc/>
    public override bool HasValidation => _validation is not null;

    /// <summary>Ends the run.</summary>
    /// <returns>Its history. An epoch that was stopped within comes last, and is not in a checkpoint.</returns>
    public History<TLosses, TMetrics> Finish()
    {
        End();
        if (Epoch > 0 && !IsEpochEnded && BatchInEpoch > 0) _history.Add(CurrentEpoch(null));
        return _history;
    }

    internal override IReadOnlyList<(string Name, ICheckpointed Part)> HistoryParts =>
        [("history", new HistoryState<TLosses, TMetrics>(_records, _history, () => Validation, metrics => Validation = metrics))];

    private protected override ModelMetrics Measure(CancellationToken cancellationToken) => _measure(_validation!, cancellationToken);

    private protected override void AddEpoch(ModelMetrics? validation) => _history.Add(CurrentEpoch((TMetrics?)validation));

    private protected override void AddStepValidation(ModelMetrics metrics) =>
        _history.Add(new StepValidation<TMetrics>(Epoch, Step, (TMetrics)metrics));

    private protected override void Dispose(bool disposing)
    {
        if (disposing) _validation?.Dispose();
        base.Dispose(disposing);
    }

    private Epoch<TLosses, TMetrics> CurrentEpoch(TMetrics? validation) => new(
        Epoch, _records.Losses([.. Enumerable.Range(0, Tasks.Count + 1).Select(MeanLoss)]), validation, StepsInEpoch, EpochDuration,
        Optimizer.LearningRate, Optimizer.TakeMeanNorm(), Joint?.TakeMeanWeights() ?? [.. LossWeights]);
}
