using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A data set in memory as batches: a selection of rows for each where they are shuffled, else a view.</summary>
internal sealed class ResidentSource : BatchSource
{
    private readonly ResidentColumns _columns;
    private readonly BatchOptions _options;
    private readonly BatchCut _cut;
    private readonly LengthBuckets? _buckets;
    private readonly Tensor? _order;
    private long[] _hostOrder = [];
    private Tensor? _rows;
    private int _next;

    /// <summary>Takes the columns over.</summary>
    public ResidentSource(ResidentColumns columns, Device device, BatchOptions options)
    {
        _columns = columns;
        _options = options;
        _cut = BatchCut.Of(columns.Count, options);
        _buckets = Buckets(columns, options);
        if (options.Shuffle) _order = arange(columns.Count, ScalarType.Int64, device).DetachFromDisposeScope();
    }

    public override int? Batches => _cut.Batches;

    public override long? Examples => _cut.Examples(_options.BatchSize);

    public override void BeginEpoch(int epoch, int skippedBatches = 0)
    {
        _next = skippedBatches;
        if (_order is null) return;
        _hostOrder = _buckets?.Order(_options.Seed, epoch, _options.BatchSize) ?? Shuffle.Order(_options.Seed, epoch, _columns.Count);
        using DisposeScope scope = NewDisposeScope();
        _order.copy_(tensor(_hostOrder));
    }

    public override bool TryNext(out Batch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _rows?.Dispose();
        _rows = null;
        batch = default;
        if (_next == Batches) return false;
        long start = (long)_next * _options.BatchSize;
        long size = _next == Batches - 1 ? _cut.Last : _options.BatchSize;
        _next++;
        _rows = _order?.narrow(0, start, size).DetachFromDisposeScope();
        batch = _rows is null ? _columns.Slice(start, size) : _columns.Gather(_rows, _hostOrder.AsMemory((int)start, (int)size));
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        _rows?.Dispose();
        _order?.Dispose();
        _columns.Dispose();
    }

    private static LengthBuckets? Buckets(ResidentColumns columns, BatchOptions options)
    {
        if (options.LengthBuckets is not { } count) return null;
        if (!options.Shuffle)
            throw new ArgumentException(FormattableString.Invariant(
                $"LengthBuckets is {count}, and Shuffle is false: buckets are of shuffled examples. Set Shuffle, or leave LengthBuckets out."));
        return columns.Lengths() is { } lengths
            ? new LengthBuckets(lengths, count)
            : throw new ArgumentException(FormattableString.Invariant(
                $"LengthBuckets is {count}, but no input of the model is a sequence: all examples are of one length. Leave it out."));
    }
}
