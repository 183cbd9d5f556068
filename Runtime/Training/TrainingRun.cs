using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// What a training loop goes through: epochs and, within them, batches. Owns the optimizer, the order of the examples, the mean losses,
/// progress, logging and cancellation.
/// </summary>
/// <example><code>
/// using var run = new TrainingRun(this, ["Digit", "Suit"], train.Count, options, progress, cancellationToken);
/// while (run.NextEpoch())
/// {
///     while (run.NextBatch(out Tensor rows)) { ...; run.Record(joint, new(digit, null), new(suit, null)); }
///     history.Add(run.EndEpoch(new LossValues(run.MeanLoss(0), run.MeanLoss(1), run.MeanLoss(2)), validation metrics));
/// }
/// return history.Stop(run.StopReason);
/// </code></example>
public sealed class TrainingRun : IDisposable
{
    private readonly MultiTaskModel _model;
    private readonly FitOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationToken _cancellation;
    private readonly BatchOrder _order;
    private readonly LossMeans _losses;
    private readonly ProgressReporter _progress;
    private readonly Stopwatch _epochWatch = new();
    private TimeSpan? _trainingTime;
    private int _step;

    /// <summary>Begins a run. Until it ends, <see cref="MultiTaskModel.SeedStep"/> follows its seed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">Its tasks' names, in the order in which <see cref="Record"/> takes their losses.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="options">How to train; null: the defaults.</param>
    /// <param name="progress">Hears how far training has come.</param>
    /// <param name="cancellationToken">Stops training before the next step.</param>
    /// <exception cref="ArgumentException">There is no example, or no full batch where only those are wanted.</exception>
    public TrainingRun(MultiTaskModel model, IReadOnlyList<string> tasks, int count, FitOptions? options = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _model = model;
        _options = options ?? new FitOptions();
        _logger = _options.Logger ?? NullLogger.Instance;
        _cancellation = cancellationToken;
        long seed = _options.Seed ?? model.Seed;
        _model.StepSeed = seed;
        _order = new BatchOrder(count, _options, seed, model.Device);
        _losses = new LossMeans(tasks, model.Device, isDeferred: model.Device.type != DeviceType.CPU);
        _progress = new ProgressReporter(progress, _losses, _options.Epochs, _order.Batches);
        Optimizer = _options.Optimizer.Create(model.Arena, _options.ClipNorm);
        TrainingLog.Started(_logger, model.GetName(), model.Device.ToString(), count, _options.Epochs, _order.Batches, seed);
    }

    /// <summary>Updates the model's parameters.</summary>
    public ArenaOptimizer Optimizer { get; }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Why the run ended.</summary>
    public StopReason StopReason { get; private set; } = StopReason.Completed;

    /// <summary>Begins the next epoch; false where there is none, or where the run was cancelled.</summary>
    public bool NextEpoch()
    {
        if (Epoch == _options.Epochs || IsCancelled()) return false;
        _order.Arrange(Epoch);
        Epoch++;
        _step = 0;
        _trainingTime = null;
        _losses.Clear();
        _epochWatch.Restart();
        _progress.BeginEpoch(Epoch);
        return true;
    }

    /// <summary>The rows of the next batch; false at the end of the epoch, or where the run was cancelled. An epoch has at least one.</summary>
    /// <param name="rows">Indices of examples: int64 (rows) on the model's device. Valid until the next call.</param>
    public bool NextBatch(out Tensor rows)
    {
        bool isOver = _step == _order.Batches || (_step > 0 && IsCancelled());
        if (!isOver) _step++;
        return _order.TryTake(isOver ? null : _step - 1, out rows);
    }

    /// <summary>Notes the losses of a step: read at once on the CPU, elsewhere summed on the device and read when someone wants to know.</summary>
    /// <param name="joint">The joint loss: ().</param>
    /// <param name="losses">Each task's.</param>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    public void Record(Tensor joint, params ReadOnlySpan<StepLoss> losses)
    {
        _losses.Add(joint, losses, _order.Taken);
        if (!_losses.IsDeferred || _progress.IsDue) _losses.ThrowIfDiverged(Epoch, _step);
        if (_progress.IsDue) _progress.Report(_step, _order.TakenInEpoch, _epochWatch.Elapsed);
    }

    /// <summary>The mean loss of this epoch so far, weighted by the rows of each batch that have the label.</summary>
    /// <param name="index">0: the joint loss; from 1: the tasks'.</param>
    public double MeanLoss(int index) => _losses.Mean(index);

    /// <summary>Computes validation metrics; null where the run is cancelled before or while it does.</summary>
    /// <param name="evaluate">Given the run's cancellation token.</param>
    public TMetrics? Validate<TMetrics>(Func<CancellationToken, TMetrics> evaluate) where TMetrics : ModelMetrics
    {
        _losses.ThrowIfDiverged(Epoch, _step);
        _trainingTime = _epochWatch.Elapsed;
        if (IsCancelled()) return null;
        try
        {
            return evaluate(_cancellation);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            StopReason = StopReason.Cancelled;
            return null;
        }
    }

    /// <summary>Ends the epoch.</summary>
    /// <param name="losses">Its mean losses.</param>
    /// <param name="validation">What <see cref="Validate"/> returned.</param>
    public Epoch<TLosses, TMetrics> EndEpoch<TLosses, TMetrics>(TLosses losses, TMetrics? validation)
        where TLosses : EpochLosses
        where TMetrics : ModelMetrics
    {
        TimeSpan duration = _epochWatch.Elapsed;
        _losses.ThrowIfDiverged(Epoch, _step);
        _progress.EndEpoch(_step, _order.TakenInEpoch, _trainingTime ?? duration, validation);
        TrainingLog.EpochEnded(_logger, Epoch, _options.Epochs, losses.Joint, _step, duration.TotalSeconds);
        return new Epoch<TLosses, TMetrics>(Epoch, losses, validation, _step, duration);
    }

    /// <summary>Ends the run and frees what it held.</summary>
    public void Dispose()
    {
        TrainingLog.Stopped(_logger, _model.GetName(), StopReason, Optimizer.Steps, _progress.Elapsed.TotalSeconds);
        _order.Dispose();
        _losses.Dispose();
        Optimizer.Dispose();
        _model.StepSeed = _model.Seed;
    }

    private bool IsCancelled()
    {
        if (_cancellation.IsCancellationRequested) StopReason = StopReason.Cancelled;
        return StopReason == StopReason.Cancelled;
    }
}
