using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The labels of one task. A missing label is stored as 0 and noted; the mask tells it from a true 0.</summary>
public abstract class LabelColumn : Column
{
    private readonly ColumnBuffer<int> _missing = new();

    private protected LabelColumn(string name) : base(name) { }

    /// <summary>Whether some row lacks its label, so that there is a mask.</summary>
    public override bool HasMissing => Missing > 0;

    /// <summary>The number of rows that lack their label.</summary>
    public int Missing => _missing.Length;

    internal sealed override ColumnTensors ToTensors(Device device)
    {
        var values = ToTensor(device);
        try
        {
            return new(values, Mask: HasMissing ? MaskTensor(device) : null);
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    internal sealed override void Truncate(int count)
    {
        if (count >= Count)
            return;
        var kept = _missing.Length;
        while (kept > 0 && _missing.Written[kept - 1] >= count)
            kept--;
        _missing.Truncate(kept);
        TruncateValues(count);
        Count = count;
    }

    /// <summary>The rows that lack their label, in ascending order.</summary>
    internal ReadOnlySpan<int> MissingRows => _missing.Written;

    private protected abstract Tensor ToTensor(Device device);

    private protected abstract void TruncateValues(int count);

    private protected void CompleteRow(bool hasLabel)
    {
        if (!hasLabel)
            _missing.Append(Count);
        Count++;
    }

    private Tensor MaskTensor(Device device)
    {
        var mask = new ColumnBuffer<float>();
        var values = mask.Extend(Count);
        values.Fill(1);
        foreach (var row in _missing.Written)
            values[row] = 0;
        return mask.ToTensor([Count], ScalarType.Float32, device);
    }
}
