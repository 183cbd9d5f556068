using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Puts the examples of an epoch together to runs of batches.</summary>
/// <remarks>
/// A run is held back until the next one has two rows, since a single row that is left over belongs to the batch before it.
/// </remarks>
internal sealed class BatchRuns<TExample>
{
    private readonly Device _device;
    private readonly BatchOptions _options;
    private readonly int _rows;
    private readonly Action<BatchRun> _add;
    private StreamChunk<TExample> _current;
    private StreamChunk<TExample> _held;
    private StreamedExample<TExample> _last;
    private int _skipped;

    /// <param name="columns">Makes empty columns.</param>
    /// <param name="device">Where batches are wanted.</param>
    /// <param name="options">How examples are put together.</param>
    /// <param name="rows">The rows of a run: whole batches, at least 2 rows.</param>
    /// <param name="skippedBatches">How many of the first batches to leave out.</param>
    /// <param name="add">Takes a run.</param>
    public BatchRuns(Func<Dataset<TExample>> columns, Device device, BatchOptions options, int rows, int skippedBatches, Action<BatchRun> add)
    {
        _device = device;
        _options = options;
        _rows = rows;
        _skipped = skippedBatches;
        _add = add;
        _current = new StreamChunk<TExample>(columns());
        _held = new StreamChunk<TExample>(columns());
    }

    /// <summary>The examples so far.</summary>
    public long Count { get; private set; }

    public void Add(in StreamedExample<TExample> example)
    {
        if (_current.Count == _rows)
            (_current, _held) = (_held, _current);
        _current.Add(example);
        _last = example;
        Count++;
        if (_current.Count == 2)
            Release(_held);
    }

    /// <summary>Releases what is left.</summary>
    /// <exception cref="ArgumentException">There is no example, or no full batch where only those are wanted.</exception>
    public void Complete()
    {
        if (Count == 0)
            throw new ArgumentException("There is nothing to train on or to measure: the stream has no example.");
        var last = BatchCut.Of(Count, _options).Last;
        if (_options.DropLastIncomplete)
        {
            _current.Truncate(_current.Count - _current.Count % _options.BatchSize);
        }
        else if (last > _options.BatchSize && _current.Count == 1)
        {
            _held.Add(_last);
            _current.Truncate(0);
        }
        Release(_held);
        Release(_current);
    }

    private void Release(StreamChunk<TExample> chunk)
    {
        if (chunk.Count == 0)
            return;
        var batches = BatchCut.Of(chunk.Count, _options).Batches;
        if (_skipped < batches)
            _add(new BatchRun(chunk.ToDevice(_device), (long)_skipped * _options.BatchSize));
        _skipped = Math.Max(0, _skipped - batches);
        chunk.Truncate(0);
    }
}
