using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Labels of a yes-or-no task: float32 (rows, 1), 1 for true and 0 for false.</summary>
/// <param name="name">The task's name.</param>
public class BinaryColumn(string name) : LabelColumn(name), IClassLabels
{
    private readonly ColumnBuffer<float> _values = new();

    /// <inheritdoc/>
    public int? this[int row] => Labelled(row) ? (int)_values.Written[row] : null;

    /// <summary>Adds a row.</summary>
    /// <param name="label">The label; null where it is missing.</param>
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public void Add(bool? label, float exampleWeight = 1, float taskWeight = 1)
    {
        var weight = RowWeight(exampleWeight, taskWeight);
        _values.Append(label is true ? 1 : 0);
        CompleteRow(label is not null, weight);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count, 1], ScalarType.Float32, device);

    internal override ColumnSummary Summarize() => AnswerSummary.Of(Name, _values.Written, Labelled(), width: 1);

    internal override IReadOnlyList<LabelVariable> Variables() => [new ClassVariable(Codes(_values.Written, width: 1, place: 0), Classes: 2)];

    private protected override void AppendValues(LabelColumn other, ReadOnlySpan<int> rows) =>
        _values.AppendRows(((BinaryColumn)other)._values, rows, width: 1);

    private protected override void TruncateValues(int count) => _values.Truncate(count);
}

/// <summary>Labels of a task whose two classes are an enum's members: float32 (rows, 1), the class index.</summary>
/// <typeparam name="TEnum">An enum of two members; the one of greater value is 1.</typeparam>
public sealed class BinaryColumn<TEnum> : BinaryColumn where TEnum : struct, Enum
{
    /// <param name="name">The task's name.</param>
    /// <exception cref="ArgumentException">The enum has not two members.</exception>
    public BinaryColumn(string name) : base(name)
    {
        if (EnumClasses<TEnum>.Count != 2)
            throw new ArgumentException(
                $"{name} is binary, but {typeof(TEnum).Name} has {EnumClasses<TEnum>.Count} members; it needs two, or a ClassColumn.");
    }

    /// <summary>Adds a row.</summary>
    /// <param name="label">The class; null where it is missing.</param>
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">The value is no member of the enum, or a weight is negative or not finite.</exception>
    public void Add(TEnum? label, float exampleWeight = 1, float taskWeight = 1)
    {
        if (label is not { } value)
            Add((bool?)null, exampleWeight, taskWeight);
        else if (EnumClasses<TEnum>.TryIndexOf(value, out var index))
            Add((bool?)(index == 1), exampleWeight, taskWeight);
        else
            throw new ArgumentException($"{Name} of {Row}: {EnumClasses<TEnum>.Undefined(value)} A missing label is null.");
    }
}
