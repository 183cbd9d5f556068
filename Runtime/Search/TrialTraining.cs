namespace MtlDsl;

/// <summary>What is known of a model before it is trained.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Tasks">Its tasks' names, in the order of their weights.</param>
/// <param name="Examples">The number of examples to train on; null where only reading tells.</param>
internal sealed record TrainedModel(string Model, IReadOnlyList<string> Tasks, long? Examples);

/// <summary>Trains a user's model anew with weights that are given.</summary>
internal sealed class TrialTraining<TData, TModel> where TModel : MultiTaskModel
{
    private readonly Func<long, TModel> _create;
    private readonly Func<TModel, TData, TData, FitOptions, TrainingHistory> _fit;
    private readonly FitOptions _options;

    public TrialTraining(Func<long, TModel> create, Func<TModel, TData, TData, FitOptions, TrainingHistory> fit, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(fit);
        if (options.Weighting is { } weighting)
            throw new ArgumentException(
                $"The options have {weighting.GetType().Name} as their weighting, and it is the weights that are chosen here: leave it out.", nameof(options));
        if (options.Resume is not null)
            throw new ArgumentException($"The options go on from '{options.Resume}', and models are trained anew here: leave Resume out.", nameof(options));
        (_create, _fit, _options) = (create, fit, options);
    }

    /// <summary>Learns what the tasks are called, and that the user's function trains with its options, without a step of training.</summary>
    public TrainedModel Probe(TData train, TData validation, long seed)
    {
        var observer = new TrialObserver(stops: true);
        using TModel model = _create(seed);
        _fit(model, train, validation, _options with { Seed = seed, Callbacks = [observer], Logger = null });
        return observer.Seen ?? throw new InvalidOperationException(
            "The function that trains did not pass its options on to Fit: write (model, train, validation, options) => model.Fit(train, validation, options).");
    }

    /// <summary>Trains a model and gives the metrics of the weights that it is left with.</summary>
    /// <exception cref="OperationCanceledException">The training was stopped by the token, a signal or a token of the user's function.</exception>
    public ModelMetrics Train(
        TData train, TData validation, long seed, IReadOnlyList<double> weights, int? epochs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FitOptions options = _options with
        {
            Seed = seed,
            Epochs = epochs ?? _options.Epochs,
            Weighting = new FixedWeighting(weights),
            Callbacks = [.. _options.Callbacks, new TrialObserver(stops: false, cancellationToken)],
        };
        using TModel model = _create(seed);
        TrainingHistory history = _fit(model, train, validation, options);
        if (history.StopReason is StopReason.Cancelled or StopReason.Interrupted or StopReason.Terminated)
            throw new OperationCanceledException($"The training was stopped ({history.StopReason}), and what had been finished before is kept.", cancellationToken);
        return Metrics(history) ?? throw new InvalidOperationException(
            "The training measured nothing on the validation data: pass them on to Fit, and let ValidateEvery be such that there is a validation after an epoch.");
    }

    // With weights put back to those of an earlier epoch, its metrics are the model's.
    private ModelMetrics? Metrics(TrainingHistory history)
    {
        int? restored = _options.Callbacks.OfType<EarlyStopping>().FirstOrDefault(stopping => stopping is { RestoreBest: true, BestEpoch: > 0 })?.BestEpoch;
        return history.Entries.LastOrDefault(epoch => epoch.ValidationMetrics is not null && epoch.Number <= (restored ?? epoch.Number))?.ValidationMetrics;
    }
}

/// <summary>Sees what is trained, and stops it.</summary>
internal sealed class TrialObserver(bool stops, CancellationToken cancellationToken = default) : TrainingCallback
{
    /// <summary>The model; null before its training.</summary>
    public TrainedModel? Seen { get; private set; }

    public override void OnTrainingBegin(TrainingRun run)
    {
        Seen = new TrainedModel(run.Model.GetName(), run.Tasks, run.Examples);
        if (stops) run.Stop();
        else StopIfCancelled(run);
    }

    public override void OnStepEnd(TrainingRun run) => StopIfCancelled(run);

    public override void OnEpochEnd(TrainingRun run) => StopIfCancelled(run);

    private void StopIfCancelled(TrainingRun run)
    {
        if (cancellationToken.IsCancellationRequested) run.Stop(StopReason.Cancelled);
    }
}
