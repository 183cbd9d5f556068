using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>An input whose rows are sequences: their steps one after another, and where each row ends. Batches are padded when they are taken.</summary>
public abstract class RaggedColumn : Column
{
    private readonly ColumnBuffer<int> _ends = new();
    private readonly int _maxLength;
    private readonly bool _keepEnd;

    private protected RaggedColumn(string name, int maxLength, bool keepEnd) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        _maxLength = maxLength;
        _keepEnd = keepEnd;
    }

    /// <summary>False: a sequence may be empty, and then it is that.</summary>
    public override bool HasMissing => false;

    /// <summary>The number of steps of all rows together.</summary>
    public int Steps => Count == 0 ? 0 : _ends.Written[Count - 1];

    /// <summary>The number of steps of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int Length(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        return _ends.Written[row] - (row == 0 ? 0 : _ends.Written[row - 1]);
    }

    /// <summary>The steps of a sequence that are kept.</summary>
    private protected Range Kept(int length)
    {
        if (_maxLength == 0 || length <= _maxLength)
            return ..length;
        return _keepEnd ? (length - _maxLength)..length : .._maxLength;
    }

    private protected void CompleteRow(int steps)
    {
        _ends.Append(Steps + steps);
        Count++;
    }

    internal sealed override ColumnTensors ToTensors(Device device)
    {
        var steps = StepTensor(device);
        try
        {
            return new(steps, Rows: new RaggedRows(_ends.Written, device));
        }
        catch
        {
            steps.Dispose();
            throw;
        }
    }

    internal sealed override void Truncate(int count)
    {
        if (count >= Count)
            return;
        Count = count;
        _ends.Truncate(count);
        TruncateSteps(Steps);
    }

    /// <summary>The steps on a device and, after the last, one of padding: (steps + 1, …).</summary>
    private protected abstract Tensor StepTensor(Device device);

    private protected abstract void TruncateSteps(int steps);
}
