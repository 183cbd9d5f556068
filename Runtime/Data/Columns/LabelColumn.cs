using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The labels of one task. A missing label is stored as 0 and noted; the mask tells it from a true 0.</summary>
public abstract class LabelColumn : Column
{
    private readonly ColumnBuffer<int> _missing = new();

    // One for each row, from the first on that is not 1.
    private ColumnBuffer<float>? _weights;

    private protected LabelColumn(string name) : base(name) { }

    /// <summary>Whether some row lacks its label.</summary>
    public override bool HasMissing => Missing > 0;

    /// <summary>The number of rows that lack their label.</summary>
    public int Missing => _missing.Length;

    /// <summary>Whether some labelled row has a weight other than 1.</summary>
    public bool IsWeighted => _weights is not null && _weights.Written.ContainsAnyExcept(1);

    internal sealed override ColumnTensors ToTensors(Device device)
    {
        var values = ToTensor(device);
        try
        {
            return new(values, Mask: HasMissing || IsWeighted ? MaskTensor(device) : null);
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
        _weights?.Truncate(count);
        TruncateValues(count);
        Count = count;
    }

    internal sealed override void AppendRows(Column other, ReadOnlySpan<int> rows)
    {
        var labels = (LabelColumn)other;
        AppendValues(labels, rows);
        var labelled = labels.Labelled();
        foreach (var row in rows)
            CompleteRow(labelled[row], labels._weights is null ? 1 : labels._weights.Written[row]);
    }

    /// <summary>The rows for which the mask is not 1, in ascending order.</summary>
    internal int[] MaskedRows()
    {
        if (_weights is null)
            return _missing.Written.ToArray();
        var masked = Labelled();
        for (var row = 0; row < masked.Length; row++)
            masked[row] = !masked[row] || _weights.Written[row] != 1;
        return [.. Enumerable.Range(0, masked.Length).Where(row => masked[row])];
    }

    /// <summary>The values that its labels consist of, each for all rows.</summary>
    internal abstract IReadOnlyList<LabelVariable> Variables();

    private protected abstract Tensor ToTensor(Device device);

    private protected abstract void AppendValues(LabelColumn other, ReadOnlySpan<int> rows);

    private protected abstract void TruncateValues(int count);

    /// <summary>The weight of the next row, to be checked before its values are added.</summary>
    /// <exception cref="ArgumentException">One of the weights, or their product, is negative or not finite.</exception>
    private protected float RowWeight(float exampleWeight, float taskWeight)
    {
        if (!IsWeight(exampleWeight))
            throw WrongWeight("Weight", exampleWeight);
        if (!IsWeight(taskWeight))
            throw WrongWeight(Name + "Weight", taskWeight);
        var weight = exampleWeight * taskWeight;
        return float.IsFinite(weight) ? weight : throw new ArgumentException(FormattableString.Invariant(
            $"Weight and {Name}Weight of {Row}, {exampleWeight} and {taskWeight}, multiply to more than a float32 holds; make them smaller."));
    }

    private protected void CompleteRow(bool hasLabel, float weight)
    {
        if (!hasLabel)
            _missing.Append(Count);
        else if (weight != 1 && _weights is null)
        {
            _weights = new();
            _weights.Extend(Count).Fill(1);
        }
        _weights?.Append(hasLabel ? weight : 1);
        Count++;
    }

    /// <summary>Whether a row has its label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    private protected bool Labelled(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        return _missing.Written.BinarySearch(row) < 0;
    }

    /// <summary>Which rows have their label.</summary>
    internal bool[] Labelled()
    {
        var labelled = new bool[Count];
        Array.Fill(labelled, true);
        foreach (var row in _missing.Written)
            labelled[row] = false;
        return labelled;
    }

    /// <summary>One of several values of each row as a class, such as yes or no; -1 where the label is missing.</summary>
    /// <param name="values">(rows, width).</param>
    /// <param name="width">The number of values of a row.</param>
    /// <param name="place">Which of them.</param>
    private protected int[] Codes<T>(ReadOnlySpan<T> values, int width, int place) where T : INumber<T>
    {
        var codes = new int[Count];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = int.CreateChecked(values[row * width + place]);
        foreach (var row in _missing.Written)
            codes[row] = -1;
        return codes;
    }

    private static bool IsWeight(float weight) => weight >= 0 && float.IsFinite(weight);

    private ArgumentException WrongWeight(string name, float weight) => new(FormattableString.Invariant(
        $"{name} of {Row} is {weight}; a sample weight is finite and at least 0, and 0 leaves the row out of the loss."));

    private Tensor MaskTensor(Device device)
    {
        var mask = new ColumnBuffer<float>();
        var values = mask.Extend(Count);
        if (_weights is null)
            values.Fill(1);
        else
            _weights.Written.CopyTo(values);
        foreach (var row in _missing.Written)
            values[row] = 0;
        return mask.ToTensor([Count], ScalarType.Float32, device);
    }
}
