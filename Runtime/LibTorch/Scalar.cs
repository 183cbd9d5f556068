using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number, of the kind that it was made from.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ArgumentKind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    internal ArgumentKind Kind { get; }

    internal long Bits { get; }

    /// <summary>Bool, Int64 or Float64.</summary>
    public ScalarType Type => Kind switch
    {
        ArgumentKind.Bool => ScalarType.Bool,
        ArgumentKind.Int => ScalarType.Int64,
        _ => ScalarType.Float64,
    };

    internal double AsDouble => Kind == ArgumentKind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Kind == ArgumentKind.Double ? (long)AsDouble : Bits;

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }

    public static implicit operator Scalar(bool value) => new(ArgumentKind.Bool, value ? 1 : 0);
    public static implicit operator Scalar(byte value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(sbyte value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(short value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(int value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(long value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(Half value) => (double)value;
    public static implicit operator Scalar(float value) => (double)value;
    public static implicit operator Scalar(double value) => new(ArgumentKind.Double, BitConverter.DoubleToInt64Bits(value));
}

/// <summary>Conversions between numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this Half value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;

    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
    public static byte ToByte(this Scalar value) => checked((byte)value.AsInt64);
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.AsInt64);
    public static short ToInt16(this Scalar value) => checked((short)value.AsInt64);
    public static int ToInt32(this Scalar value) => checked((int)value.AsInt64);
    public static long ToInt64(this Scalar value) => value.AsInt64;
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;
    public static double ToDouble(this Scalar value) => value.AsDouble;
}
