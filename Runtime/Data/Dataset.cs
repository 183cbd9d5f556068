using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Examples in memory, column by column.</summary>
/// <remarks>
/// A value takes 4 bytes (a class index, or an index of a category, 8); the columns grow by doubling, so up to twice that is
/// reserved. Rows are counted from 0, in error messages too.
/// </remarks>
/// <typeparam name="TExample">One row: the inputs and the labels.</typeparam>
public abstract class Dataset<TExample> : ExampleSource<TExample>
{
    private Column[] _columns = [];

    /// <summary>The columns, in the order in which they were registered, by which <see cref="Batch"/> numbers them.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an example; one that is refused leaves the data set as it was.</summary>
    /// <exception cref="ArgumentException">A column can't take what the example has for it.</exception>
    public void Add(TExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        try
        {
            Append(example);
            foreach (var column in _columns)
            {
                if (column.Count != Count + 1)
                    throw new InvalidOperationException(
                        $"Append gave {column.Name} {column.Count - Count} rows for one example; call Add of every column once.");
            }
        }
        catch
        {
            foreach (var column in _columns)
                column.Truncate(Count);
            throw;
        }
        Count++;
    }

    /// <summary>Adds examples; where one is refused, those before it stay.</summary>
    /// <exception cref="ArgumentException">A column can't take what an example has for it.</exception>
    public void AddRange(IEnumerable<TExample> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        foreach (var example in examples)
            Add(example);
    }

    /// <summary>Copies all rows to a device.</summary>
    /// <remarks>
    /// The copy takes the bytes of the values (see the remarks of this class), and 4 for each row of a task that lacks a label
    /// somewhere; while it is made, one column more in main memory. Rows that are added later are not in it.
    /// </remarks>
    /// <returns>The tensors, for the caller to dispose; they belong to no scope.</returns>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public ResidentColumns ToDevice(Device device) => ToDevice(device, hasMaskPerBatch: false);

    /// <summary>Copies all rows to a device.</summary>
    /// <param name="device">Where to.</param>
    /// <param name="hasMaskPerBatch">Whether a batch has a mask only where it lacks a label itself, as is known of the rows of a stream.</param>
    internal ResidentColumns ToDevice(Device device, bool hasMaskPerBatch)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (Count == 0)
            throw new InvalidOperationException("The data set is empty: add examples before it is used.");

        var tensors = new List<ColumnTensors>(_columns.Length);
        try
        {
            foreach (var column in _columns)
                tensors.Add(column.ToTensors(device));
            int[]?[]? missing = hasMaskPerBatch ? [.. _columns.Select(column => (column as LabelColumn)?.MissingRows.ToArray())] : null;
            return new ResidentColumns(Count, [.. tensors], [.. _columns.Select(column => column.Name)], missing);
        }
        catch
        {
            foreach (var column in tensors)
                column.Dispose();
            throw;
        }
    }

    /// <summary>Drops the rows from <paramref name="count"/> on, if there are any.</summary>
    internal void Truncate(int count)
    {
        foreach (var column in _columns)
            column.Truncate(count);
        Count = Math.Min(Count, count);
    }

    /// <inheritdoc/>
    public override BatchSource Open(Device device, BatchOptions options)
    {
        if (Count == 0) throw new ArgumentException("There is nothing to train on or to measure: the data set has no example.");
        ResidentColumns columns = ToDevice(device);
        try
        {
            return new ResidentSource(columns, device, options);
        }
        catch
        {
            columns.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The column is no record's.</exception>
    public override (float[] Mean, float[] Deviation) Statistics(int column) => _columns[column] is IRecordColumn records
        ? records.Statistics()
        : throw new ArgumentException($"{_columns[column].Name} holds no records, and only those are standardised.", nameof(column));

    /// <summary>Adds one row to every column. Where it throws, the rows that it added so far are taken back.</summary>
    protected abstract void Append(TExample example);

    /// <summary>Requires arrays of one length.</summary>
    /// <param name="name">The first array's name.</param>
    /// <param name="count">Its length.</param>
    /// <param name="others">The names and lengths of the others.</param>
    /// <exception cref="ArgumentException">One of the others is longer or shorter than the first.</exception>
    protected static void RequireEqualCounts(string name, int count, params ReadOnlySpan<(string Name, int Count)> others)
    {
        foreach (var other in others)
        {
            if (other.Count != count)
                throw new ArgumentException(
                    $"{name} has {count} rows, but {other.Name} has {other.Count}: give one for each example, null for a missing label.");
        }
    }

    /// <summary>Names the columns, once, in the constructor.</summary>
    /// <exception cref="InvalidOperationException">There are columns already, or one of these has rows.</exception>
    protected void Register(params Column[] columns)
    {
        if (_columns.Length > 0)
            throw new InvalidOperationException($"The columns are registered already: {string.Join(", ", _columns.Select(column => column.Name))}.");
        if (columns.FirstOrDefault(column => column.Count > 0) is { } filled)
            throw new InvalidOperationException($"{filled.Name} has {filled.Count} rows already; register columns while they are empty.");
        _columns = [.. columns];
    }
}
