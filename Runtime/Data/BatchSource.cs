namespace MtlDsl;

/// <summary>An opened source: epochs of batches on a device.</summary>
/// <remarks>
/// The batches are a pure function of the source, its options and the epoch, so that a resumed run takes the batches that the run would
/// have taken that was not interrupted.
/// </remarks>
public abstract class BatchSource : IDisposable
{
    /// <summary>The number of batches of an epoch; null where only reading tells.</summary>
    public abstract int? Batches { get; }

    /// <summary>The number of examples of an epoch; null where only reading tells.</summary>
    public abstract long? Examples { get; }

    /// <summary>Begins an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="skippedBatches">How many of its first batches to leave out, which a run that is resumed has taken already.</param>
    public abstract void BeginEpoch(int epoch, int skippedBatches = 0);

    /// <summary>Takes the next batch of the epoch.</summary>
    /// <param name="batch">The batch, usable until the next call.</param>
    /// <param name="cancellationToken">Ends waiting for one.</param>
    /// <returns>False at the end of the epoch.</returns>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public abstract bool TryNext(out Batch batch, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what it holds.</summary>
    protected abstract void Dispose(bool disposing);
}
