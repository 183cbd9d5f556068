using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A stream as batches.</summary>
internal sealed class StreamSource<TExample>(ExampleStream<TExample> stream, Device device, BatchOptions options) : BatchSource
{
    private BatchQueue? _queue;
    private BatchRun? _run;
    private long _next;

    public override int? Batches => Cut?.Batches;

    public override long? Examples => Cut?.Examples(options.BatchSize);

    private BatchCut? Cut => stream.Count is { } count ? BatchCut.Of(count, options) : null;

    public override void BeginEpoch(int epoch, int skippedBatches = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(skippedBatches);
        Close();
        _queue = stream.Read(device, options, epoch, skippedBatches);
    }

    public override bool TryNext(out Batch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_queue is null)
            throw new InvalidOperationException($"The stream has not begun to be read: call {nameof(BeginEpoch)} before {nameof(TryNext)}.");
        batch = default;
        if (_run is null || _next == _run.Value.Columns.Count)
        {
            _run?.Columns.Dispose();
            _run = null;
            if (!_queue.TryTake(out var run, cancellationToken))
                return false;
            (_run, _next) = (run, run.Start);
        }
        var columns = _run.Value.Columns;
        var size = BatchCut.SizeAt(_next, columns.Count, options.BatchSize);
        batch = columns.Slice(_next, size);
        _next += size;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close();
    }

    private void Close()
    {
        _run?.Columns.Dispose();
        _run = null;
        _queue?.Dispose();
        _queue = null;
    }
}
