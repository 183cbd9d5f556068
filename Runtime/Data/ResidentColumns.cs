using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A data set's columns as tensors on a device, from which batches are taken.</summary>
/// <remarks>The tensors belong to no scope; whoever holds this disposes it.</remarks>
public sealed class ResidentColumns : IDisposable
{
    private readonly ColumnTensors[] _columns;
    private readonly string[] _names;
    private readonly int[]?[]? _missing;
    private bool _disposed;

    /// <param name="count">The number of rows.</param>
    /// <param name="columns">The tensors of each column.</param>
    /// <param name="names">The columns' names.</param>
    /// <param name="missing">
    /// For each column of labels the rows that lack theirs, in ascending order, so that only a batch that has one of them has a mask; null:
    /// all batches have one where there is one at all.
    /// </param>
    internal ResidentColumns(int count, ColumnTensors[] columns, string[] names, int[]?[]? missing = null)
    {
        Count = count;
        _columns = columns;
        _names = names;
        _missing = missing;
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The rows of those indices, copied when they are asked for; all rows, as views, for null.</summary>
    /// <param name="rows">int64 (batch), on the same device; it has to live as long as the batch is used.</param>
    /// <exception cref="ObjectDisposedException">The columns are disposed.</exception>
    public Batch Gather(Tensor? rows) => Gather(rows, default);

    /// <param name="rows">As above.</param>
    /// <param name="hostRows">The same indices in main memory, which spares a batch of sequences to read them back; empty where they are not known.</param>
    internal Batch Gather(Tensor? rows, ReadOnlyMemory<long> hostRows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Batch(this, rows, hostRows, 0, rows is null ? Count : rows.numel());
    }

    /// <summary>Neighbouring rows, as views: writing into them would change the data.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Some of those rows do not exist.</exception>
    /// <exception cref="ObjectDisposedException">The columns are disposed.</exception>
    public Batch Slice(long start, long count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count - count);
        return new Batch(this, null, default, start, count);
    }

    /// <summary>All rows in order, as views; the last batch may be smaller.</summary>
    /// <param name="size">The number of rows in a batch, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is less than 1.</exception>
    /// <exception cref="ObjectDisposedException">The columns are disposed.</exception>
    public IEnumerable<Batch> Batches(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Slices();

        IEnumerable<Batch> Slices()
        {
            for (long start = 0; start < Count; start += size)
                yield return Slice(start, Math.Min(size, Count - start));
        }
    }

    /// <summary>Frees the tensors; once more does nothing.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var column in _columns)
            column.Dispose();
    }

    /// <summary>The steps of each row, over all columns of sequences together; null where there is no such column.</summary>
    internal long[]? Lengths()
    {
        List<RaggedRows> sequences = [.. _columns.Select(column => column.Rows).OfType<RaggedRows>()];
        return sequences.Count == 0 ? null : [.. Enumerable.Range(0, Count).Select(row => sequences.Sum(rows => (long)rows.Length(row)))];
    }

    internal ref readonly ColumnTensors Tensors(int column)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ref _columns[column];
    }

    /// <summary>The mask of a column for neighbouring rows; null where they need none.</summary>
    internal Tensor? Mask(int column, long start, long count)
    {
        if (Tensors(column).Mask is not { } mask || _missing?[column] is not { } missing)
            return Tensors(column).Mask;
        var first = Array.BinarySearch(missing, (int)start);
        if (first < 0)
            first = ~first;
        return first < missing.Length && missing[first] < start + count ? mask : null;
    }

    internal string Name(int column) => _names[column];
}
