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
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">There are more answers, or fewer, than labels, or a weight is negative or not finite.</exception>
    public void Add(bool[]? label, float exampleWeight = 1, float taskWeight = 1)
    {
        var weight = RowWeight(exampleWeight, taskWeight);
        if (label is not null && label.Length != Labels)
            throw new ArgumentException($"{Name} of {Row} has {label.Length} values; it takes {Labels}.");
        var values = _values.Extend(Labels);
        values.Clear();
        for (var i = 0; i < label?.Length; i++)
            values[i] = label[i] ? 1 : 0;
        CompleteRow(label is not null, weight);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count, Labels], ScalarType.Float32, device);

    internal override ColumnSummary Summarize() => AnswerSummary.Of(Name, _values.Written, Labelled(), Labels);

    internal override IReadOnlyList<LabelVariable> Variables() =>
        [.. Enumerable.Range(0, Labels).Select(label => new ClassVariable(Codes(_values.Written, Labels, label), Classes: 2))];

    private protected override void AppendValues(LabelColumn other, ReadOnlySpan<int> rows) =>
        _values.AppendRows(((MultiLabelColumn)other)._values, rows, Labels);

    private protected override void TruncateValues(int count) => _values.Truncate(count * Labels);
}
