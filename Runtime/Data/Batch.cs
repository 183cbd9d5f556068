using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Some rows of a data set on its device. Each call makes the tensor that it returns, in the scope of the caller.</summary>
/// <remarks>Columns are numbered in the order in which the data set registered them.</remarks>
public readonly struct Batch
{
    private readonly ResidentColumns _columns;
    private readonly Tensor? _rows;
    private readonly ReadOnlyMemory<long> _hostRows;
    private readonly long _start;

    // Rows are null for neighbours; the same indices in main memory are empty where they are not known there.
    internal Batch(ResidentColumns columns, Tensor? rows, ReadOnlyMemory<long> hostRows, long start, long count)
    {
        _columns = columns;
        _rows = rows;
        _hostRows = hostRows;
        _start = start;
        Count = count;
    }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>Features or labels, (batch, …).</summary>
    /// <param name="column">The column's number.</param>
    /// <exception cref="InvalidOperationException">The column holds records or sequences.</exception>
    public Tensor Values(int column)
    {
        ref readonly var tensors = ref _columns.Tensors(column);
        if (tensors.Categorical is not null)
            throw new InvalidOperationException($"{_columns.Name(column)} holds records: take them with {nameof(Record)}({column}).");
        if (tensors.Rows is not null)
            throw new InvalidOperationException($"{_columns.Name(column)} holds sequences: take them with {nameof(Sequence)}({column}).");
        return Take(tensors.Values);
    }

    /// <summary>A task's mask, float32 (batch): 1 where there is a label, 0 where there is none; null when no row of the data set (of a stream: of the batch) lacks it.</summary>
    /// <param name="column">The column's number.</param>
    public Tensor? Mask(int column) => _columns.Mask(column, _start, Count) is { } mask ? Take(mask) : null;

    /// <summary>Records, as numbers and indices.</summary>
    /// <param name="column">The column's number.</param>
    /// <exception cref="InvalidOperationException">The column holds no records.</exception>
    public RecordColumns Record(int column)
    {
        ref readonly var tensors = ref _columns.Tensors(column);
        return tensors.Categorical is { } categorical
            ? new RecordColumns(Take(tensors.Values), Take(categorical))
            : throw new InvalidOperationException($"{_columns.Name(column)} holds no records: take it with {nameof(Values)}({column}).");
    }

    /// <summary>Sequences, padded to the longest of the batch.</summary>
    /// <param name="column">The column's number.</param>
    /// <exception cref="InvalidOperationException">The column holds no sequences.</exception>
    public PaddedSequences Sequence(int column)
    {
        ref readonly var tensors = ref _columns.Tensors(column);
        return tensors.Rows is { } rows
            ? rows.Pad(tensors.Values, Take, Longest(rows))
            : throw new InvalidOperationException($"{_columns.Name(column)} holds no sequences: take it with {nameof(Values)}({column}).");
    }

    private long Longest(RaggedRows rows)
    {
        long longest = 0;
        if (_rows is null)
        {
            for (long row = _start; row < _start + Count; row++)
                longest = Math.Max(longest, rows.Length(row));
            return longest;
        }
        using DisposeScope scope = NewDisposeScope();
        foreach (long row in _hostRows.IsEmpty ? MemoryMarshal.Cast<byte, long>(_rows.cpu().contiguous().bytes) : _hostRows.Span)
            longest = Math.Max(longest, rows.Length(row));
        return longest;
    }

    private Tensor Take(Tensor tensor) => _rows is null ? tensor.narrow(0, _start, Count) : tensor.index_select(0, _rows);
}

/// <summary>The tensors of an input of records.</summary>
/// <param name="Numeric">float32 (batch, numbers), NaN where a number is missing.</param>
/// <param name="Categorical">int64 (batch, categories), the last index where an optional category is missing.</param>
public readonly record struct RecordColumns(Tensor Numeric, Tensor Categorical);
