using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MtlDsl;

/// <summary>Neighbouring batches on a device.</summary>
/// <param name="Columns">Their rows.</param>
/// <param name="Start">The first row that is wanted.</param>
internal readonly record struct BatchRun(ResidentColumns Columns, long Start);

/// <summary>One epoch of a stream, read ahead on a thread of its own, which waits where enough is read.</summary>
internal sealed class BatchQueue : IDisposable
{
    private readonly BlockingCollection<BatchRun> _runs;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Begins to read.</summary>
    /// <param name="capacity">How many runs may wait.</param>
    /// <param name="read">Reads the epoch: it is given where runs go, and a token that ends it.</param>
    public BatchQueue(int capacity, Action<Action<BatchRun>, CancellationToken> read)
    {
        _runs = new BlockingCollection<BatchRun>(capacity);
        _thread = new Thread(() => Read(read)) { IsBackground = true, Name = "MtlDsl stream" };
        _thread.Start();
    }

    /// <summary>Waits for the next run.</summary>
    /// <returns>False at the end of the epoch.</returns>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public bool TryTake(out BatchRun run, CancellationToken cancellation)
    {
        if (_runs.TryTake(out run, Timeout.Infinite, cancellation))
            return true;
        _failure?.Throw();
        return false;
    }

    /// <summary>Ends reading, waits until it has ended, and frees what nobody took.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        foreach (var run in _runs)
            run.Columns.Dispose();
        _runs.Dispose();
        _stop.Dispose();
    }

    private void Read(Action<Action<BatchRun>, CancellationToken> read)
    {
        try
        {
            read(Add, _stop.Token);
        }
        catch (Exception exception)
        {
            // Whoever takes batches is told, after those that were read before; nobody is left to tell once it is disposed.
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            _runs.CompleteAdding();
        }
    }

    private void Add(BatchRun run)
    {
        try
        {
            _runs.Add(run, _stop.Token);
        }
        catch
        {
            run.Columns.Dispose();
            throw;
        }
    }
}
