using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>One input or one task's labels of a data set, kept in memory row by row.</summary>
/// <remarks>Rows are counted from 0, in error messages too. A call of Add that throws adds nothing.</remarks>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name of the input or task.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; private protected set; }

    /// <summary>Whether some row lacks its label or, in a record, a number; feature columns lack nothing.</summary>
    public abstract bool HasMissing { get; }

    /// <summary>Says where the row that is being added comes from; null: its number says it.</summary>
    internal Func<string>? Place { get; set; }

    /// <summary>How errors name the row that is being added.</summary>
    private protected string Row => Place?.Invoke() ?? FormattableString.Invariant($"row {Count}");

    /// <summary>Copies of the column's rows on a device, in no scope.</summary>
    internal abstract ColumnTensors ToTensors(Device device);

    /// <summary>Drops the rows from <paramref name="count"/> on, if there are any.</summary>
    internal abstract void Truncate(int count);
}

/// <summary>What a column is on a device.</summary>
/// <param name="Values">(rows, …): features, a record's numbers, or labels; (steps + 1, …) for sequences, a step of padding last.</param>
/// <param name="Mask">float32 (rows): 1 where there is a label; null when no row lacks it.</param>
/// <param name="Categorical">int64 (rows, categories) of a record; null for any other column.</param>
/// <param name="Rows">Which steps belong to which row; null where every row has one shape.</param>
internal readonly record struct ColumnTensors(Tensor Values, Tensor? Mask = null, Tensor? Categorical = null, RaggedRows? Rows = null) : IDisposable
{
    public void Dispose()
    {
        Values.Dispose();
        Mask?.Dispose();
        Categorical?.Dispose();
        Rows?.Dispose();
    }
}
