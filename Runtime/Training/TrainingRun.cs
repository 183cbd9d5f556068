using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// What a training loop goes through, epochs and, within them, batches; and what callbacks know of it. Owns the optimizer, the batches, the
/// mean losses, validation, checkpoints, progress, logging, signals and cancellation.
/// </summary>
/// <remarks>The loop itself is generated; <see cref="TrainingRun{TLosses, TMetrics}"/> has the part of it that has the model's own types.</remarks>
public abstract partial class TrainingRun : IDisposable
{
    private readonly StopSignals _signals;
    private readonly BatchSource _source;
    private readonly ScheduleState? _schedule;
    private readonly DivergenceGuard _guard;
    private readonly ProgressReporter _progress;
    private Activity? _activity;
    private readonly Stopwatch _epochWatch = new();
    private readonly Stopwatch _sinceValidation = Stopwatch.StartNew();
    private TimeSpan? _trainingTime;
    private TimeSpan _earlierParts;
    private readonly TrainingCallback[] _callbacks;
    private Activity? _epochActivity;
    private long _batchSize;
    private long _stepsBeforeEpoch;
    private bool _isContinued;

    private protected TrainingRun(MultiTaskModel model, IReadOnlyList<string> tasks, IReadOnlyList<double> lossWeights, ExampleSource data,
        FitOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        Model = model;
        Tasks = tasks;
        LossWeights = lossWeights;
        Options = options;
        Seed = options.Seed ?? model.Seed;
        Logger = options.Logger ?? NullLogger.Instance;
        // A checkpoint that is written in a callback has to have what the other callbacks remember of that moment.
        _callbacks = [.. options.Callbacks.OrderBy(callback => callback is ModelCheckpoint)];
        bool isMixed = IsMixed(model, options);
        _source = Limited(
            data.Open(
                model.Device, new BatchOptions(options.BatchSize, options.Shuffle, Seed, options.DropLastIncomplete, options.LengthBuckets)),
            options.LimitBatches);
        try
        {
            Losses = new LossMeans(tasks, model.Device, isDeferred: model.Device.type != DeviceType.CPU);
            Optimizer = options.CreateOptimizer(model.Arena);
            Joint = BeginWeighting();
            _schedule = options.Schedule?.Begin(Optimizer.LearningRate, new RunLength(options.Epochs, StepsOfEpoch * options.Epochs));
        }
        catch
        {
            _source.Dispose();
            Losses?.Dispose();
            Joint?.Dispose();
            Optimizer?.Dispose();
            throw;
        }
        model.StepSeed = Seed;
        model.IsMixedPrecision = isMixed;
        _guard = new DivergenceGuard(model, Optimizer, Losses, tasks, options.NonFinite);
        _progress = new ProgressReporter(progress, Losses, options.Epochs);
        _signals = new StopSignals(cancellationToken, options.HandleSignals ?? options.Callbacks.Any(callback => callback is ModelCheckpoint));
    }

    /// <summary>The model.</summary>
    public MultiTaskModel Model { get; }

    /// <summary>How it is trained.</summary>
    public FitOptions Options { get; }

    /// <summary>The seed of the order of examples and of dropout.</summary>
    public long Seed { get; }

    /// <summary>The tasks' names, in the order of the model.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>By what each task's loss is multiplied in the joint loss that is reported.</summary>
    public IReadOnlyList<double> LossWeights { get; }

    /// <summary>How the tasks are learnt together; null: by the joint loss.</summary>
    public Weighting? Weighting => Joint?.Weighting;

    /// <summary>Updates the model's parameters.</summary>
    public ArenaOptimizer Optimizer { get; }

    /// <summary>Where to say what happens.</summary>
    public ILogger Logger { get; }

    /// <summary>Whether the run goes on from a checkpoint.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>The steps of the optimizer, since training began.</summary>
    public long Step => Optimizer.Steps;

    /// <summary>The steps of the optimizer in this epoch.</summary>
    public int StepsInEpoch => (int)(Step - _stepsBeforeEpoch);

    /// <summary>The batches taken in this epoch.</summary>
    public int BatchInEpoch { get; private set; }

    /// <summary>The number of batches of an epoch; null until a stream has ended for the first time.</summary>
    public int? Batches => _source.Batches;

    /// <summary>The number of examples of an epoch; null until a stream has ended for the first time.</summary>
    public long? Examples => _source.Examples;

    /// <summary>The examples seen in this epoch.</summary>
    public long ExamplesInEpoch { get; private set; }

    /// <summary>Whether there is validation data.</summary>
    public abstract bool HasValidation { get; }

    /// <summary>The metrics of the last validation; null before the first.</summary>
    public ModelMetrics? Validation { get; private protected set; }

    /// <summary>Why the run ends, once it does.</summary>
    public StopReason StopReason { get; private set; } = StopReason.Completed;

    /// <summary>The time since training began, that of the parts before a resume included.</summary>
    public TimeSpan Elapsed => _earlierParts + _progress.Elapsed;

    /// <summary>Where the time of this run's steps went so far.</summary>
    public StepProfile Profile => Optimizer.Clock.Profile;

    /// <summary>What the run has been through.</summary>
    public abstract TrainingHistory History { get; }

    internal LossMeans Losses { get; }

    internal JointStep? Joint { get; }

    private protected CancellationToken Cancellation => _signals.Token;

    // Whether the epoch at hand has no batch left, and whether it is in the history.
    private protected bool IsEpochOver { get; private set; }

    private protected bool IsEpochEnded { get; private set; }

    private protected TimeSpan EpochDuration => _epochWatch.Elapsed;

    private long? StepsOfEpoch => (Batches + Optimizer.AccumulateGradients - 1) / Optimizer.AccumulateGradients;

    /// <summary>The mean loss of this epoch so far, weighted by the rows of each batch that have the label.</summary>
    /// <param name="index">0: the joint loss; from 1: the tasks'.</param>
    public double MeanLoss(int index) => Losses.Mean(index);

    /// <summary>The loss of the last batch. Reading it waits for the device.</summary>
    /// <param name="index">0: the joint loss; from 1: the tasks'.</param>
    public double LastLoss(int index) => Losses.OfLastBatch(index);

    /// <summary>Ends training after the step at hand.</summary>
    public void Stop(StopReason reason = StopReason.StoppedByCallback)
    {
        if (StopReason == StopReason.Completed) StopReason = reason;
    }

    /// <summary>Writes a checkpoint, from which <see cref="FitOptions.Resume"/> goes on to the last bit. Between steps only.</summary>
    /// <param name="path">The file, which appears whole or not at all.</param>
    /// <exception cref="IOException">The file cannot be written; an old one is as it was.</exception>
    public void SaveCheckpoint(string path)
    {
        using Activity? activity = Telemetry.Source.StartActivity("checkpoint");
        RunCheckpoint.Save(path, this);
        _guard.NoteGoodState();
        TrainingLog.CheckpointSaved(Logger, path, Epoch, Step);
    }

    /// <summary>Explains an exception that says that memory did not suffice; null for any other.</summary>
    public TrainingOutOfMemoryException? OutOfMemory(Exception exception) => TrainingOutOfMemoryException.Explains(exception)
        ? new TrainingOutOfMemoryException(Model.Device.ToString(), (int)_batchSize, Options.AccumulateGradients, exception)
        : null;

    /// <summary>Ends the run and frees what it held.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        TrainingLog.Stopped(Logger, Model.GetName(), StopReason, Step, Elapsed.TotalSeconds);
        _epochActivity?.Dispose();
        _activity?.Dispose();
        _signals.Dispose();
        _source.Dispose();
        _guard.Dispose();
        Losses.Dispose();
        Joint?.Dispose();
        Optimizer.Dispose();
        Model.StepSeed = Model.Seed;
        Model.IsMixedPrecision = false;
    }

    /// <summary>Calls the callbacks, and goes on where a checkpoint stopped.</summary>
    private protected void Begin()
    {
        _activity = Telemetry.Source.StartActivity("fit")?.SetTag("model", Model.GetName());
        TrainingLog.Started(Logger, Model.GetName(), Model.Device.ToString(), _source.Examples, Options.Epochs, Batches, Seed);
        IsResumed = Options.Resume is { } folder && CheckpointFolder.HasCheckpoint(folder);
        foreach (TrainingCallback callback in _callbacks) callback.OnTrainingBegin(this);
        if (Options.Resume is { } resume && CheckpointFolder.Load(resume, path => RunCheckpoint.Load(path, this), Logger) is { } path)
            TrainingLog.Resumed(Logger, path, Epoch, BatchInEpoch, Step);
        _guard.NoteGoodState();
    }

    private protected void End()
    {
        foreach (TrainingCallback callback in Enumerable.Reverse(_callbacks)) callback.OnTrainingEnd(this);
        History.StopReason = StopReason;
        History.Profile = Profile;
    }

    private protected abstract void AddEpoch(ModelMetrics? validation);

    private protected abstract ModelMetrics Measure(CancellationToken cancellationToken);

    private protected abstract void AddStepValidation(ModelMetrics metrics);

    internal abstract IReadOnlyList<(string Name, ICheckpointed Part)> HistoryParts { get; }

    internal ScheduleState? Schedule => _schedule;

    internal BatchSettings BatchSettings => new(Options.BatchSize, Options.Shuffle, Options.DropLastIncomplete, Options.AccumulateGradients,
        Options.LimitBatches, Options.LengthBuckets, Seed);

    internal RunPosition Position
    {
        get => new(Epoch, BatchInEpoch, ExamplesInEpoch, _stepsBeforeEpoch, IsEpochEnded, Elapsed.Ticks,
            StopReason is StopReason.EarlyStopped or StopReason.StoppedByCallback ? StopReason : StopReason.Completed);
        set
        {
            IsEpochEnded = value.IsEpochEnded;
            StopReason = value.StopReason;
            _stepsBeforeEpoch = value.StepsBeforeEpoch;
            Epoch = value.Epoch;
            BatchInEpoch = value.Batch;
            ExamplesInEpoch = value.Examples;
            _isContinued = !value.IsEpochEnded && value.Epoch > 0;
            _earlierParts = TimeSpan.FromTicks(value.ElapsedTicks) - _progress.Elapsed;
        }
    }

    private JointStep? BeginWeighting()
    {
        if ((Options.Weighting ?? Model.NewWeighting()) is not { } weighting) return null;
        weighting.Begin(Tasks, Seed);
        JointStep joint = weighting.CreateStep(Optimizer);
        Optimizer.Joint = joint;
        Optimizer.AccumulateGradients *= joint.Batches;
        return joint;
    }

    private protected static BatchSource Limited(BatchSource source, int? limit) => limit is { } count ? new LimitedSource(source, count) : source;

    private static bool IsMixed(MultiTaskModel model, FitOptions options)
    {
        if (options.MixedPrecision is true && !model.CanMixPrecision)
            throw new InvalidOperationException(
                $"MixedPrecision is asked for, and {model.GetName()} computes in float32 alone: put [MixedPrecision] on its class.");
        return model.CanMixPrecision && (options.MixedPrecision ?? model.Device.type == DeviceType.CUDA);
    }
}
