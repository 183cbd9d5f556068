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
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">The value is NaN or infinite, or a label has several, or a weight is negative or not finite.</exception>
    public void Add(float? label, float exampleWeight = 1, float taskWeight = 1)
    {
        if (label is { } value)
            AddPresent([value], RowWeight(exampleWeight, taskWeight));
        else
            AddMissing(RowWeight(exampleWeight, taskWeight));
    }

    /// <summary>Adds a row.</summary>
    /// <param name="label">The values, (width); null where they are missing.</param>
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">
    /// A value is NaN or infinite, there are more values, or fewer, than the width, or a weight is negative or not finite.
    /// </exception>
    public void Add(float[]? label, float exampleWeight = 1, float taskWeight = 1)
    {
        if (label is null)
            AddMissing(RowWeight(exampleWeight, taskWeight));
        else
            AddPresent(label, RowWeight(exampleWeight, taskWeight));
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count, Width], ScalarType.Float32, device);

    internal override bool IsSummarized => false;

    internal override IReadOnlyList<LabelVariable> Variables() => [.. Enumerable.Range(0, Width).Select(Variable)];

    private NumberVariable Variable(int place)
    {
        var labelled = Labelled();
        var values = new float[Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = labelled[row] ? _values.Written[row * Width + place] : float.NaN;
        return new NumberVariable(values);
    }

    private protected override void AppendValues(LabelColumn other, ReadOnlySpan<int> rows) =>
        _values.AppendRows(((RealColumn)other)._values, rows, Width);

    private protected override void TruncateValues(int count) => _values.Truncate(count * Width);

    private void AddMissing(float weight)
    {
        _values.Extend(Width).Clear();
        CompleteRow(hasLabel: false, weight);
    }

    private void AddPresent(ReadOnlySpan<float> label, float weight)
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
        CompleteRow(hasLabel: true, weight);
    }
}
