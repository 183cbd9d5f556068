using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Labels of a regression: float32 (rows, width).</summary>
public sealed class RealColumn : LabelColumn
{
    private readonly ColumnBuffer<float> _values = new();

    /// <param name="name">The task's name.</param>
    /// <param name="width">The number of values in a label.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is not positive.</exception>
    public RealColumn(string name, int width = 1) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        Width = width;
    }

    /// <summary>The number of values in a label.</summary>
    public int Width { get; }

    /// <summary>Adds a row to a column of width 1.</summary>
    /// <param name="label">The value; null where it is missing.</param>
    /// <exception cref="ArgumentException">The value is NaN or infinite, or a label has several.</exception>
    public void Add(float? label)
    {
        if (label is { } value)
            AddPresent([value]);
        else
            AddMissing();
    }

    /// <summary>Adds a row.</summary>
    /// <param name="label">The values, (width); null where they are missing.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or there are more values, or fewer, than the width.</exception>
    public void Add(float[]? label)
    {
        if (label is null)
            AddMissing();
        else
            AddPresent(label);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count, Width], ScalarType.Float32, device);

    private protected override void TruncateValues(int count) => _values.Truncate(count * Width);

    private void AddMissing()
    {
        _values.Extend(Width).Clear();
        CompleteRow(hasLabel: false);
    }

    private void AddPresent(ReadOnlySpan<float> label)
    {
        if (label.Length != Width)
            throw new ArgumentException($"{Name} of {Row} has {label.Length} values; it takes {Width}.");
        foreach (var value in label)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{Name} of {Row} is {value}; give a finite number, or null where it is missing."));
        }
        label.CopyTo(_values.Extend(Width));
        CompleteRow(hasLabel: true);
    }
}
