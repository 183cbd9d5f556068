using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Labels of a task with several classes: int64 (rows), the class index.</summary>
public class ClassColumn : LabelColumn, IClassLabels
{
    private readonly ColumnBuffer<long> _values = new();

    /// <param name="name">The task's name.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not positive.</exception>
    public ClassColumn(string name, int classes) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        Classes = classes;
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <inheritdoc/>
    public int? this[int row] => Labelled(row) ? (int)_values.Written[row] : null;

    /// <summary>Adds a row.</summary>
    /// <param name="label">The class index, 0 .. <see cref="Classes"/> - 1; null where it is missing.</param>
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">There is no such class, or a weight is negative or not finite.</exception>
    public void Add(int? label, float exampleWeight = 1, float taskWeight = 1)
    {
        var weight = RowWeight(exampleWeight, taskWeight);
        if (label is { } index && (uint)index >= (uint)Classes)
            throw new ArgumentException($"{Name} of {Row} is {index}; its {Classes} classes are 0 to {Classes - 1}. A missing label is null.");
        _values.Append(label ?? 0);
        CompleteRow(label is not null, weight);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count], ScalarType.Int64, device);

    internal override ColumnSummary Summarize() => ClassSummary.Of(Name, _values.Written, Labelled(), Classes);

    internal override IReadOnlyList<LabelVariable> Variables() => [new ClassVariable(Codes(_values.Written, width: 1, place: 0), Classes, Enum)];

    /// <summary>The enum whose members the classes are; null where they are numbers.</summary>
    private protected virtual Type? Enum => null;

    private protected override void AppendValues(LabelColumn other, ReadOnlySpan<int> rows) =>
        _values.AppendRows(((ClassColumn)other)._values, rows, width: 1);

    private protected override void TruncateValues(int count) => _values.Truncate(count);
}

/// <summary>Labels of a task whose classes are an enum's members: int64 (rows), the class index.</summary>
/// <typeparam name="TEnum">The enum; <see cref="EnumClasses{TEnum}"/> gives the class indices.</typeparam>
/// <param name="name">The task's name.</param>
public sealed class ClassColumn<TEnum>(string name) : ClassColumn(name, EnumClasses<TEnum>.Count) where TEnum : struct, Enum
{
    private protected override Type Enum => typeof(TEnum);

    /// <summary>Adds a row.</summary>
    /// <param name="label">The class; null where it is missing.</param>
    /// <param name="exampleWeight">How much the row counts in all tasks, finite and at least 0.</param>
    /// <param name="taskWeight">How much it counts in this one besides, likewise; the weight is the product.</param>
    /// <exception cref="ArgumentException">The value is no member of the enum, or a weight is negative or not finite.</exception>
    public void Add(TEnum? label, float exampleWeight = 1, float taskWeight = 1)
    {
        if (label is not { } value)
            Add((int?)null, exampleWeight, taskWeight);
        else if (EnumClasses<TEnum>.TryIndexOf(value, out var index))
            Add((int?)index, exampleWeight, taskWeight);
        else
            throw new ArgumentException($"{Name} of {Row}: {EnumClasses<TEnum>.Undefined(value)} A missing label is null.");
    }
}
