using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Labels of a task of several yes-or-no answers: float32 (rows, labels), 1 for true and 0 for false.</summary>
public sealed class MultiLabelColumn : LabelColumn
{
    private readonly ColumnBuffer<float> _values = new();

    /// <param name="name">The task's name.</param>
    /// <param name="labels">The number of answers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> is not positive.</exception>
    public MultiLabelColumn(string name, int labels) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(labels);
        Labels = labels;
    }

    /// <summary>The number of answers.</summary>
    public int Labels { get; }

    /// <summary>Adds a row.</summary>
    /// <param name="label">The answers, (labels); null where they are missing.</param>
    /// <exception cref="ArgumentException">There are more answers, or fewer, than labels.</exception>
    public void Add(bool[]? label)
    {
        if (label is not null && label.Length != Labels)
            throw new ArgumentException($"{Name} of {Row} has {label.Length} values; it takes {Labels}.");
        var values = _values.Extend(Labels);
        values.Clear();
        for (var i = 0; i < label?.Length; i++)
            values[i] = label[i] ? 1 : 0;
        CompleteRow(label is not null);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count, Labels], ScalarType.Float32, device);

    private protected override void TruncateValues(int count) => _values.Truncate(count * Labels);
}
