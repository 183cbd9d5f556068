using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in the memory of the CPU, in row-major order whatever the strides.</summary>
public sealed unsafe class TensorAccessor<T> : IEnumerable<T>, IDisposable where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly T* start;
    private readonly long[] sizes;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor;
        start = (T*)tensor.DataPointer;
        sizes = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    /// <summary>One number counts through all elements; several name a place, one for each dimension.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[params long[] indices]
    {
        get => *Element(indices);
        set => *Element(indices) = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    /// <summary>An array with the dimensions of the tensor; of one dimension for a tensor that has none.</summary>
    public Array ToNDArray()
    {
        var array = Array.CreateInstance(typeof(T), sizes.Length == 0 ? [1L] : sizes);
        var flat = ToArray();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array), flat.Length * sizeof(T));
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(flat.AsSpan()).CopyTo(bytes);
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements from the given one on, as many as there are or as fit.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (contiguous)
            new ReadOnlySpan<T>(start + tensorIndex, count).CopyTo(target);
        else
            for (var i = 0; i < count; i++)
                target[i] = *Place(tensorIndex + i);
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Overwrites elements from the given one on, as many as there are or as are given.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (contiguous)
            source[..count].CopyTo(new Span<T>(start + tensorIndex, count));
        else
            for (var i = 0; i < count; i++)
                *Place(tensorIndex + i) = source[i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing is held but the tensor, which has an owner.</summary>
    public void Dispose()
    {
    }

    private T* Element(long[] indices)
    {
        if (indices.Length == 1)
        {
            var index = indices[0];
            return index >= 0 && index < Count ? Place(index) : throw OutOfRange(indices);
        }
        if (indices.Length != sizes.Length)
            throw OutOfRange(indices);
        var place = start;
        for (var dim = 0; dim < indices.Length; dim++)
        {
            if (indices[dim] < 0 || indices[dim] >= sizes[dim])
                throw OutOfRange(indices);
            place += indices[dim] * strides[dim];
        }
        return place;
    }

    private T* Place(long index)
    {
        if (contiguous)
            return start + index;
        var place = start;
        for (var dim = sizes.Length - 1; dim >= 0; dim--)
        {
            index = Math.DivRem(index, sizes[dim], out var position);
            place += position * strides[dim];
        }
        return place;
    }

    private ArgumentOutOfRangeException OutOfRange(long[] indices) => new(nameof(indices), string.Create(
        CultureInfo.InvariantCulture, $"Element [{string.Join(", ", indices)}] of a tensor of shape [{string.Join(", ", sizes)}]."));
}
