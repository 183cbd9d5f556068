namespace MtlDsl;

/// <summary>The first batches of each epoch of a source.</summary>
internal sealed class LimitedSource(BatchSource source, int limit) : BatchSource
{
    private int _taken;

    public override int? Batches => source.Batches is { } batches ? Math.Min(batches, limit) : null;

    public override long? Examples => source.Batches <= limit ? source.Examples : null;

    public override void BeginEpoch(int epoch, int skippedBatches = 0)
    {
        _taken = skippedBatches;
        source.BeginEpoch(epoch, skippedBatches);
    }

    public override bool TryNext(out Batch batch, CancellationToken cancellationToken = default)
    {
        batch = default;
        return _taken < limit && source.TryNext(out batch, cancellationToken) && ++_taken > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
    }
}
