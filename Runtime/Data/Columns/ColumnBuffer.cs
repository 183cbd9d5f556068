using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Values of one column, one after another, in memory that grows by doubling.</summary>
internal sealed class ColumnBuffer<T> where T : unmanaged
{
    // Tensor.bytes is a span, which ends at 2 GiB; a quarter of that leaves room for any element.
    private const int UploadedAtOnce = 1 << 26;

    private T[] _values = [];

    public int Length { get; private set; }

    public ReadOnlySpan<T> Written => _values.AsSpan(0, Length);

    /// <summary>Room for more values at the end; what it holds is undefined until it is written.</summary>
    /// <exception cref="InvalidOperationException">An array can't be that long.</exception>
    public Span<T> Extend(int length)
    {
        var needed = (long)Length + length;
        if (needed > Array.MaxLength)
            throw new InvalidOperationException(
                $"A column holds at most {Array.MaxLength} values, and this one has {Length} already. Split the data set.");
        if (needed > _values.Length)
            Grow((int)needed);
        var added = _values.AsSpan(Length, length);
        Length += length;
        return added;
    }

    public void Append(T value) => Extend(1)[0] = value;

    /// <summary>Appends copies of rows of another buffer, each of as many values as the width says.</summary>
    public void AppendRows(ColumnBuffer<T> other, ReadOnlySpan<int> rows, int width)
    {
        foreach (var row in rows)
            other._values.AsSpan(row * width, width).CopyTo(Extend(width));
    }

    public void Truncate(int length) => Length = Math.Min(Length, length);

    /// <summary>A copy of the values on a device, in no scope.</summary>
    public Tensor ToTensor(ReadOnlySpan<long> shape, ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        var host = empty([Length], type, CPU);
        for (var start = 0; start < Length; start += UploadedAtOnce)
        {
            var block = Written[start..Math.Min(Length, start + UploadedAtOnce)];
            MemoryMarshal.AsBytes(block).CopyTo(host.narrow(0, start, block.Length).bytes);
        }
        return host.to(device).view(shape.ToArray()).DetachFromDisposeScope();
    }

    private void Grow(int needed)
    {
        var capacity = Math.Clamp(Math.Max(2L * _values.Length, 16), needed, Array.MaxLength);
        var values = GC.AllocateUninitializedArray<T>((int)capacity);
        Written.CopyTo(values);
        _values = values;
    }
}
