using System.Diagnostics;

namespace MtlDsl;

/// <summary>Reports progress: at most every 100 ms, and at the end of each epoch.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? listener, LossMeans losses, int epochs, int steps)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _last;
    private int _epoch;

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Whether somebody listens and the last report was long enough ago.</summary>
    public bool IsDue => listener is not null && _watch.Elapsed - _last >= Interval;

    public void BeginEpoch(int epoch) => _epoch = epoch;

    /// <summary>Reports within an epoch.</summary>
    /// <param name="step">The steps taken in it.</param>
    /// <param name="rows">The examples seen in it.</param>
    /// <param name="training">The time that this took.</param>
    public void Report(int step, int rows, TimeSpan training) => Send(step, rows, training, null);

    public void EndEpoch(int step, int rows, TimeSpan training, ModelMetrics? validation)
    {
        if (listener is not null) Send(step, rows, training, validation);
    }

    private void Send(int step, int rows, TimeSpan training, ModelMetrics? validation)
    {
        _last = _watch.Elapsed;
        double done = (_epoch - 1 + (double)step / steps) / epochs;
        listener!.Report(new TrainingProgress(_epoch, epochs, step, steps, losses.Mean(0), losses.TaskMeans(),
            rows / training.TotalSeconds, _last, _last * (1 / done - 1), validation));
    }
}
