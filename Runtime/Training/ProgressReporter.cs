using System.Diagnostics;

namespace MtlDsl;

/// <summary>Reports progress: at most every 100 ms, and at the end of each epoch.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? listener, LossMeans losses, int epochs)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _last;
    private double? _doneBefore;
    private int _epoch;
    private int _batchesBefore;
    private long _examplesBefore;
    private int? _batches;

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Whether somebody listens and the last report was long enough ago.</summary>
    public bool IsDue => listener is not null && _watch.Elapsed - _last >= Interval;

    /// <summary>Begins an epoch, or goes on with one.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batches">The number of its batches; null where it is not known.</param>
    /// <param name="taken">The batches of it that were taken before.</param>
    /// <param name="examples">Their examples.</param>
    public void BeginEpoch(int epoch, int? batches, int taken, long examples)
    {
        (_epoch, _batches, _batchesBefore, _examplesBefore) = (epoch, batches, taken, examples);
        _doneBefore ??= Done(_batchesBefore);
    }

    /// <summary>Reports within an epoch.</summary>
    /// <param name="batch">The batches taken in it.</param>
    /// <param name="examples">The examples seen in it.</param>
    /// <param name="training">The time that this took, since it was begun or gone on with.</param>
    public void Report(int batch, long examples, TimeSpan training) => Send(batch, examples, training, null);

    public void EndEpoch(int batch, long examples, TimeSpan training, ModelMetrics? validation)
    {
        if (listener is null) return;
        _batches ??= batch;
        Send(batch, examples, training, validation);
    }

    private void Send(int batch, long examples, TimeSpan training, ModelMetrics? validation)
    {
        _last = _watch.Elapsed;
        double? done = Done(batch);
        TimeSpan? remaining = done > _doneBefore ? _last * ((1 - done.Value) / (done.Value - _doneBefore.Value)) : null;
        listener!.Report(new TrainingProgress(_epoch, epochs, batch, _batches, losses.Mean(0), losses.TaskMeans(),
            (examples - _examplesBefore) / training.TotalSeconds, _last, remaining, validation));
    }

    /// <summary>The share of the run that is done.</summary>
    private double? Done(int batch) => (_epoch - 1 + (double)batch / _batches) / epochs;
}
