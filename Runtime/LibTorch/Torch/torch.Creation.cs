using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

// Sequences, copies in shape of another tensor, and what all the creating functions share.
public static partial class torch
{
    /// <summary>start, start + step, ... below stop; integers where all three are, unless a type is given.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var integral = new[] { start, stop, step }.All(scalar => scalar.Kind != ArgumentKind.Double);
        var type = dtype ?? (integral ? ScalarType.Int64 : default_dtype);
        return Finish(
            Aten.arange_start_step.Call([start, stop, step, type, Argument.None, InitializeDevice(device)]), requires_grad);
    }

    public static Tensor arange(
        Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(
            Aten.linspace.Call([start, end, steps, dtype ?? default_dtype, Argument.None, InitializeDevice(device)]), requires_grad);

    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null)
    {
        Unnamed(names);
        return Finish(
            Aten.eye_m.Call(
                [rows, columns == -1 ? rows : columns, dtype ?? default_dtype, Argument.None, InitializeDevice(device)]),
            requires_grad);
    }

    public static Tensor zeros_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(Aten.zeros_like, input, dtype, device, requires_grad, names);

    public static Tensor ones_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(Aten.ones_like, input, dtype, device, requires_grad, names);

    public static Tensor empty_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(Aten.empty_like, input, dtype, device, requires_grad, names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(Aten.rand_like, input, dtype, device, requires_grad, null);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(Aten.randn_like, input, dtype, device, requires_grad, null);

    public static Tensor full_like(
        Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null)
    {
        Unnamed(names);
        return Finish(Aten.full_like.Call([input, value, dtype, Argument.None, device]), requires_grad);
    }

    public static Tensor tril_indices(
        long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.tril_indices.Call([row, col, offset, dtype, Argument.None, InitializeDevice(device)]);

    public static Tensor triu_indices(
        long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.triu_indices.Call([row, col, offset, dtype, Argument.None, InitializeDevice(device)]);

    /// <summary>A tensor with the dimensions and elements of an array.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor with the dimensions and elements of an array.</summary>
    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromArray(rawArray, dtype, device, requires_grad, names);

    private static Tensor Like(
        Operator op, Tensor input, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Unnamed(names);
        return Finish(op.Call([input, dtype, Argument.None, device]), requires_grad);
    }

    private static Tensor Empty(long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Sized(Aten.empty_memory_format, size, dtype, device, requires_grad, names);

    private static Tensor Zeros(long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Sized(Aten.zeros, size, dtype, device, requires_grad, names);

    private static Tensor Ones(long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Sized(Aten.ones, size, dtype, device, requires_grad, names);

    private static Tensor Sized(
        Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Unnamed(names);
        return Finish(op.Call([size, dtype ?? default_dtype, Argument.None, InitializeDevice(device)]), requires_grad);
    }

    private static Tensor Full(
        long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Unnamed(names);
        var type = dtype ?? (value.Kind == ArgumentKind.Double ? default_dtype : ScalarType.Int64);
        return Finish(Aten.full.Call([size, value, type, Argument.None, InitializeDevice(device)]), requires_grad);
    }

    private static Tensor Single<T>(T value, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged =>
        FromSpan([value], [], dtype, device, requires_grad, null);

    private static Tensor FromSpan<T>(
        ReadOnlySpan<T> elements, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged =>
        FromBytes(MemoryMarshal.AsBytes(elements), elements.Length, typeof(T), size, dtype, device, requires_grad, names);

    private static Tensor FromArray(Array array, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var type = array.GetType().GetElementType()!;
        var size = new long[array.Rank];
        for (var dim = 0; dim < size.Length; dim++)
            size[dim] = array.GetLongLength(dim);
        var length = array.Length * ElementType(type).ElementSize();
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), length);
        return FromBytes(bytes, array.Length, type, size, dtype, device, requires_grad, names);
    }

    private static Tensor FromBytes(
        ReadOnlySpan<byte> bytes, long count, Type elementType, long[] size, ScalarType? dtype, Device? device,
        bool requires_grad, string[]? names)
    {
        if (size.TotalSize() != count)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{count} elements are given for a tensor of shape [{string.Join(", ", size)}]."));
        var type = ElementType(elementType);
        var result = Empty(size, type, CPU, false, names);
        bytes.CopyTo(result.bytes);
        var place = InitializeDevice(device);
        return Finish(
            result.toWillCopy(dtype ?? type, place) ? result.to(dtype ?? type, place, disposeAfter: true) : result, requires_grad);
    }

    private static ScalarType ElementType(Type type) =>
        type == typeof(float) ? ScalarType.Float32
        : type == typeof(double) ? ScalarType.Float64
        : type == typeof(long) ? ScalarType.Int64
        : type == typeof(int) ? ScalarType.Int32
        : type == typeof(bool) ? ScalarType.Bool
        : type == typeof(byte) ? ScalarType.Byte
        : type == typeof(sbyte) ? ScalarType.Int8
        : type == typeof(short) ? ScalarType.Int16
        : type == typeof(Half) ? ScalarType.Float16
        : throw new ArgumentException($"A tensor cannot be made of elements of type {type}.");

    private static Tensor Finish(Tensor result, bool requires_grad) => requires_grad ? result.requires_grad_() : result;

    private static void Unnamed(string[]? names)
    {
        if (names is { Length: > 0 })
            throw new NotSupportedException("Named dimensions are not supported on this machine's libtorch: leave out 'names'.");
    }
}
