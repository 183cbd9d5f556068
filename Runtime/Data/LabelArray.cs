namespace MtlDsl;

/// <summary>The labels of one task from an array, one for each row: a <c>T[]</c>, or a <c>T?[]</c> where null is a missing label.</summary>
/// <typeparam name="T">The label's type, such as <see cref="int"/>, <see cref="bool"/>, <see cref="float"/> or an enum.</typeparam>
public readonly struct LabelArray<T> where T : struct
{
    private readonly T[]? _complete;
    private readonly T?[]? _labels;

    private LabelArray(T[]? complete, T?[]? labels) => (_complete, _labels) = (complete, labels);

    /// <summary>The number of rows.</summary>
    public int Count => _complete?.Length ?? _labels?.Length ?? 0;

    /// <summary>The label of one row, null where it is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public T? this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            return _complete is null ? _labels![row] : _complete[row];
        }
    }

    /// <summary>Labels of which none is missing.</summary>
    public static implicit operator LabelArray<T>(T[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new LabelArray<T>(labels, null);
    }

    /// <summary>Labels, null where one is missing.</summary>
    public static implicit operator LabelArray<T>(T?[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new LabelArray<T>(null, labels);
    }
}
