using System.Diagnostics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MtlDsl;

public abstract partial class TrainingRun
{
    /// <summary>Begins the next epoch, or goes on with the one that a resumed run is in; false where there is none, or where the run was stopped.</summary>
    public bool NextEpoch()
    {
        if (!_isContinued && Epoch >= Options.Epochs || IsStopped()) return false;
        if (_isContinued) _source.BeginEpoch(Epoch - 1, BatchInEpoch);
        else BeginEpoch();
        _isContinued = false;
        _trainingTime = null;
        (IsEpochOver, IsEpochEnded) = (false, false);
        _epochActivity = Telemetry.Source.StartActivity("epoch")?.SetTag("epoch", Epoch);
        _epochWatch.Restart();
        _progress.BeginEpoch(Epoch, Batches, BatchInEpoch, ExamplesInEpoch);
        Optimizer.Clock.Resume();
        return true;
    }

    /// <summary>Takes the next batch; false at the end of the epoch, or where the run was stopped.</summary>
    /// <param name="batch">The batch, usable until the next call.</param>
    public bool NextBatch(out Batch batch)
    {
        Optimizer.Clock.End(StepPhase.Other);
        if (TryTake(out batch))
        {
            _batchSize = batch.Count;
            BatchInEpoch++;
            ExamplesInEpoch += batch.Count;
            if (_schedule is not null) Optimizer.LearningRate = _schedule.LearningRate(Step, Epoch - 1);
            Optimizer.Clock.End(StepPhase.DataWait);
            return true;
        }
        if (IsEpochOver && Optimizer.Accumulated > 0) FinishStep();
        return false;
    }

    /// <summary>Notes the losses of a batch: read at once on the CPU, elsewhere summed on the device and read when someone wants to know.</summary>
    /// <param name="joint">The joint loss: ().</param>
    /// <param name="losses">Each task's.</param>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not finite.</exception>
    public void Record(Tensor joint, params ReadOnlySpan<StepLoss> losses)
    {
        Losses.Add(joint, losses, _batchSize);
        if (Optimizer.Accumulated == 0) AfterStep();
        if (!_progress.IsDue) return;
        if (Losses.IsDeferred) _guard.ThrowIfDiverged(Epoch, Step);
        _progress.Report(BatchInEpoch, ExamplesInEpoch, _epochWatch.Elapsed);
    }

    /// <summary>Ends the epoch: validates where that is due, and adds the epoch to the history.</summary>
    public void EndEpoch()
    {
        _guard.ThrowIfDiverged(Epoch, Step);
        _trainingTime = _epochWatch.Elapsed;
        if (!IsEpochOver) return;
        ModelMetrics? metrics = null;
        if (Options.ValidateEvery.IsDueAfterEpoch(Epoch) && !TryValidate(out metrics)) return;
        IsEpochEnded = true;
        Joint?.EpochEnded(Losses.KnownMeans());
        AddEpoch(metrics);
        // Validations within the epoch are as good as one at its end; that of an earlier epoch says nothing new.
        bool isMeasured = Options.ValidateEvery.EpochCount is null ? Validation is not null : metrics is not null;
        if (isMeasured || !HasValidation) _schedule?.EpochEnded(Step, _schedule.Metric.Value(this));
        _progress.EndEpoch(BatchInEpoch, ExamplesInEpoch, _trainingTime.Value, metrics);
        TrainingLog.EpochEnded(Logger, Epoch, Options.Epochs, Losses.Mean(0), Step, _epochWatch.Elapsed.TotalSeconds);
        foreach (TrainingCallback callback in _callbacks) callback.OnEpochEnd(this);
        _epochActivity?.Dispose();
    }

    private void BeginEpoch()
    {
        Epoch++;
        (BatchInEpoch, ExamplesInEpoch, _stepsBeforeEpoch) = (0, 0, Step);
        Losses.Clear();
        Optimizer.TakeMeanNorm();
        _source.BeginEpoch(Epoch - 1);
        _guard.NoteGoodState();
        foreach (TrainingCallback callback in _callbacks) callback.OnEpochBegin(this);
    }

    // Whether a batch is left is asked first: a run that is stopped at the end of an epoch has ended that epoch.
    private bool TryTake(out Batch batch)
    {
        try
        {
            IsEpochOver = !_source.TryNext(out batch, Cancellation);
            return !IsEpochOver && !(BatchInEpoch > 0 && Optimizer.Accumulated == 0 && IsStopped());
        }
        catch (OperationCanceledException) when (IsStopped())
        {
            batch = default;
            return false;
        }
    }

    private void FinishStep()
    {
        Optimizer.Step();
        AfterStep();
    }

    private void AfterStep()
    {
        if (_guard.Examine(Epoch, Step + 1) is { } done)
        {
            TrainingLog.NotFinite(Logger, done);
            return;
        }
        Telemetry.Count(this, _batchSize);
        if (Options.ValidateEvery.IsDueAfterStep(Step, _sinceValidation.Elapsed) && TryValidate(out ModelMetrics? metrics) && metrics is not null)
            AddStepValidation(metrics);
        foreach (TrainingCallback callback in _callbacks) callback.OnStepEnd(this);
    }

    /// <returns>False where it was cancelled.</returns>
    private bool TryValidate(out ModelMetrics? metrics)
    {
        metrics = null;
        if (!HasValidation) return true;
        if (IsStopped() && Cancellation.IsCancellationRequested) return false;
        using Activity? activity = Telemetry.Source.StartActivity("validation");
        Optimizer.Clock.End(StepPhase.Other);
        foreach (TrainingCallback callback in _callbacks) callback.OnValidationBegin(this);
        try
        {
            metrics = Measure(Cancellation);
            Validation = metrics;
            Joint?.Validated([.. metrics.Tasks.Select(task => task.Metrics.Score)]);
            return true;
        }
        catch (OperationCanceledException) when (IsStopped())
        {
            return false;
        }
        finally
        {
            foreach (TrainingCallback callback in _callbacks) callback.OnValidationEnd(this, metrics);
            _sinceValidation.Restart();
            Optimizer.Clock.Resume();
        }
    }

    private bool IsStopped()
    {
        if (_signals.Received is { } signal) Stop(signal == PosixSignal.SIGINT ? StopReason.Interrupted : StopReason.Terminated);
        else if (Cancellation.IsCancellationRequested) Stop(StopReason.Cancelled);
        else if (Step >= Options.MaxSteps) Stop(StopReason.MaxStepsReached);
        else if (Elapsed >= Options.MaxTime) Stop(StopReason.MaxTimeReached);
        return StopReason != StopReason.Completed;
    }
}
