using System.Globalization;
using System.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    Metadata = 0,
    Julia = 1,
    Numpy = 2,
    CSharp = 3,
    Default = 4,
}

/// <summary>Conversions from tensors.</summary>
public static class TensorExtensionMethods
{
    /// <summary>Makes a parameter of the tensor, which is empty afterwards.</summary>
    public static Parameter AsParameter(this Tensor tensor) => new(tensor);

    /// <summary>Writes the type, the shape and the bytes.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using var copy = tensor.device_type == DeviceType.CPU && tensor.is_contiguous() ? null : tensor.detach().cpu().contiguous();
        writer.Write7BitEncodedInt64((int)tensor.dtype);
        writer.Write7BitEncodedInt64(tensor.dim());
        foreach (var size in tensor.shape)
            writer.Write7BitEncodedInt64(size);
        writer.Flush();
        (copy ?? tensor).WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Overwrites a tensor with one of the same type and shape.</summary>
    /// <param name="skip">Whether to read past it and change nothing.</param>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false) => Load(ref tensor, reader, skip);

    /// <summary>Reads a tensor, a new one or into one of the same type and shape.</summary>
    /// <param name="skip">Whether to read past it and change nothing.</param>
    public static void Load(ref Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt64();
        var shape = new long[reader.Read7BitEncodedInt64()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = reader.Read7BitEncodedInt64();
        tensor ??= empty(shape, dtype: type);
        if (type != tensor.dtype || (!skip && !shape.SequenceEqual(tensor.shape)))
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A tensor of {type} ({string.Join(", ", shape)}) is loaded into one of {tensor.dtype} ({string.Join(", ", tensor.shape)})."));
        if (skip)
        {
            reader.BaseStream.Seek(tensor.NumberOfElements * tensor.ElementSize, SeekOrigin.Current);
            return;
        }
        using var untracked = no_grad();
        using var copy = tensor.device_type == DeviceType.CPU ? null : empty_like(tensor, device: CPU);
        (copy ?? tensor).ReadBytesFromStream(reader.BaseStream);
        if (copy is not null)
            tensor.copy_(copy);
    }

    public static bool ToBoolean(this Tensor value) => value.ToDouble() != 0;

    public static byte ToByte(this Tensor value) => checked((byte)value.ToInt64());

    public static sbyte ToSByte(this Tensor value) => checked((sbyte)value.ToInt64());

    public static short ToInt16(this Tensor value) => checked((short)value.ToInt64());

    public static int ToInt32(this Tensor value) => checked((int)value.ToInt64());

    /// <summary>The only element as an integer, cut off where it is none.</summary>
    public static long ToInt64(this Tensor value) => value.dtype switch
    {
        ScalarType.Byte => value.item<byte>(),
        ScalarType.Int8 => value.item<sbyte>(),
        ScalarType.Int16 => value.item<short>(),
        ScalarType.Int32 => value.item<int>(),
        ScalarType.Int64 => value.item<long>(),
        ScalarType.Bool => value.item<bool>() ? 1 : 0,
        _ => (long)value.ToDouble(),
    };

    public static float ToSingle(this Tensor value) => (float)value.ToDouble();

    /// <summary>The only element as a floating point number.</summary>
    public static double ToDouble(this Tensor value) => value.dtype switch
    {
        ScalarType.Float32 => value.item<float>(),
        ScalarType.Float64 => value.item<double>(),
        ScalarType.Float16 => (double)value.item<Half>(),
        ScalarType.BFloat16 => ToDoubleByCopy(value),
        _ => value.ToInt64(),
    };

    /// <summary>The size of one element in bytes.</summary>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        _ => 16,
    };

    /// <summary>The number of elements of a tensor of this shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The tensor as text: its shape, type and device, and unless only those are asked for its elements too.</summary>
    public static string str(
        this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null,
        TensorStringStyle style = TensorStringStyle.Default) =>
        style == TensorStringStyle.Metadata || tensor.is_meta
            ? tensor.metastr()
            : TensorText.Write(tensor, fltFormat ?? "g5", newLine ?? "\n", cultureInfo ?? CultureInfo.InvariantCulture);

    /// <summary>The tensor's shape, type and device as text.</summary>
    public static string metastr(this Tensor tensor) => string.Create(
        CultureInfo.InvariantCulture, $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}");

    private static double ToDoubleByCopy(Tensor value)
    {
        using var copy = value.@double();
        return copy.item<double>();
    }
}
