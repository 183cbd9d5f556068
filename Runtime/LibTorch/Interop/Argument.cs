using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

internal enum ArgumentKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    TensorList = 8,
    OptionalTensorList = 9,
    String = 10,
    Device = 11,
    Generator = 12,
    Number = 13,
}

/// <summary>What the native side reads: its <c>struct Argument</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeArgument
{
    internal ArgumentKind Kind;
    internal int Length;
    internal long Bits;
}

/// <summary>One argument of an operator, as its schema wants it; it keeps alive what it stands for.</summary>
internal readonly struct Argument
{
    internal readonly object? Reference;
    internal readonly NativeArgument Native;

    private Argument(ArgumentKind kind, long bits, object? reference = null, int length = 0)
    {
        Reference = reference;
        Native = new NativeArgument { Kind = kind, Length = length, Bits = bits };
    }

    /// <summary>The schema's <c>None</c>.</summary>
    internal static Argument None => default;

    /// <summary>A list that may hold <c>None</c>, as the indices of <c>aten::index</c>.</summary>
    internal static Argument Optional(Tensor?[] tensors) => new(ArgumentKind.OptionalTensorList, 0, tensors, tensors.Length);

    /// <summary>A number as a tensor without dimensions, of a floating point type.</summary>
    internal Argument AsTensor(ScalarType type) => new(
        ArgumentKind.Number,
        Native.Kind == ArgumentKind.Double ? Native.Bits : BitConverter.DoubleToInt64Bits(Native.Bits),
        length: (int)type);

    public static implicit operator Argument(Tensor? tensor) =>
        tensor is null ? default : new(ArgumentKind.Tensor, tensor.Handle, tensor);

    public static implicit operator Argument(Tensor[] tensors) => new(ArgumentKind.TensorList, 0, tensors, tensors.Length);
    public static implicit operator Argument(bool value) => new(ArgumentKind.Bool, value ? 1 : 0);
    public static implicit operator Argument(bool? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(int value) => new(ArgumentKind.Int, value);
    public static implicit operator Argument(long value) => new(ArgumentKind.Int, value);
    public static implicit operator Argument(long? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(double value) => new(ArgumentKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } v ? v : default(Argument);
    public static implicit operator Argument(long[]? list) => list is null ? default : new(ArgumentKind.IntList, 0, list, list.Length);
    public static implicit operator Argument(double[]? list) => list is null ? default : new(ArgumentKind.DoubleList, 0, list, list.Length);
    public static implicit operator Argument(ScalarType type) => new(ArgumentKind.Int, (long)type);
    public static implicit operator Argument(ScalarType? type) => type is { } t ? t : default(Argument);
    public static implicit operator Argument(Device? device) => device is null ? default : new(ArgumentKind.Device, device.Packed);
    public static implicit operator Argument(Generator? generator) =>
        generator is null ? default : new(ArgumentKind.Generator, generator.Handle, generator);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : new(scalar.Kind, scalar.Bits);

    public static implicit operator Argument(string? text)
    {
        if (text is null)
            return default;
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new(ArgumentKind.String, 0, bytes, bytes.Length);
    }
}
