using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Labels of a yes-or-no task: float32 (rows, 1), 1 for true and 0 for false.</summary>
/// <param name="name">The task's name.</param>
public class BinaryColumn(string name) : LabelColumn(name)
{
    private readonly ColumnBuffer<float> _values = new();

    /// <summary>Adds a row.</summary>
    /// <param name="label">The label; null where it is missing.</param>
    public void Add(bool? label)
    {
        _values.Append(label is true ? 1 : 0);
        CompleteRow(label is not null);
    }

    private protected override Tensor ToTensor(Device device) => _values.ToTensor([Count, 1], ScalarType.Float32, device);

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
    /// <exception cref="ArgumentException">The value is no member of the enum.</exception>
    public void Add(TEnum? label)
    {
        if (label is not { } value)
            Add((bool?)null);
        else if (EnumClasses<TEnum>.TryIndexOf(value, out var index))
            Add((bool?)(index == 1));
        else
            throw new ArgumentException($"{Name} of {Row}: {EnumClasses<TEnum>.Undefined(value)} A missing label is null.");
    }
}
