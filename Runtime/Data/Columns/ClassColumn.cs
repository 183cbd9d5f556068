using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Labels of a task with several classes: int64 (rows), the class index.</summary>
public class ClassColumn : LabelColumn
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

    /// <summary>Adds a row.</summary>
    /// <param name="label">The class index, 0 .. <see cref="Classes"/> - 1; null where it is missing.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public void Add(int? label)
    {
        if (label is { } index && (uint)index >= (uint)Classes)
            throw new ArgumentException($"{Name} of {Row} is {index}; its {Classes} classes are 0 to {Classes - 1}. A missing label is null.");
        _values.Append(label ?? 0);
        CompleteRow(label is not null);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count], ScalarType.Int64, device);

    private protected override void TruncateValues(int count) => _values.Truncate(count);
}

/// <summary>Labels of a task whose classes are an enum's members: int64 (rows), the class index.</summary>
/// <typeparam name="TEnum">The enum; <see cref="EnumClasses{TEnum}"/> gives the class indices.</typeparam>
/// <param name="name">The task's name.</param>
public sealed class ClassColumn<TEnum>(string name) : ClassColumn(name, EnumClasses<TEnum>.Count) where TEnum : struct, Enum
{
    /// <summary>Adds a row.</summary>
    /// <param name="label">The class; null where it is missing.</param>
    /// <exception cref="ArgumentException">The value is no member of the enum.</exception>
    public void Add(TEnum? label)
    {
        if (label is not { } value)
            Add((int?)null);
        else if (EnumClasses<TEnum>.TryIndexOf(value, out var index))
            Add((int?)index);
        else
            throw new ArgumentException($"{Name} of {Row}: {EnumClasses<TEnum>.Undefined(value)} A missing label is null.");
    }
}
