using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Some rows of a data set on its device. Each call makes the tensor that it returns, in the scope of the caller.</summary>
/// <remarks>Columns are numbered in the order in which the data set registered them.</remarks>
public readonly struct Batch
{
    private readonly ResidentColumns _columns;
    private readonly Tensor? _rows;
    private readonly long _start;

    internal Batch(ResidentColumns columns, Tensor? rows, long start, long count)
    {
        _columns = columns;
        _rows = rows;
        _start = start;
        Count = count;
    }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>Features or labels, (batch, …).</summary>
    /// <param name="column">The column's number.</param>
    /// <exception cref="InvalidOperationException">The column holds records.</exception>
    public Tensor Values(int column)
    {
        ref readonly var tensors = ref _columns.Tensors(column);
        return tensors.Categorical is null
            ? Take(tensors.Values)
            : throw new InvalidOperationException($"{_columns.Name(column)} holds records: take them with {nameof(Record)}({column}).");
    }

    /// <summary>
    /// A task's mask, float32 (batch): the row's weight where there is a label, else 0; null when every row of the data set (of a stream: of the
    /// batch) has one and weighs 1.
    /// </summary>
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

    private Tensor Take(Tensor tensor) => _rows is null ? tensor.narrow(0, _start, Count) : tensor.index_select(0, _rows);
}

/// <summary>The tensors of an input of records.</summary>
/// <param name="Numeric">float32 (batch, numbers), NaN where a number is missing.</param>
/// <param name="Categorical">int64 (batch, categories), the last index where an optional category is missing.</param>
public readonly record struct RecordColumns(Tensor Numeric, Tensor Categorical);
