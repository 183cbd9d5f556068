using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    // The elements, as .NET reads and writes them.
    public partial class Tensor
    {
        /// <summary>The bytes of a contiguous tensor in the memory of the CPU; writing to them writes to the tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor is on another device or is not contiguous.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                RequireBytes();
                return new Span<byte>((void*)DataPointer, checked((int)(NumberOfElements * ElementSize)));
            }
            set
            {
                var target = bytes;
                if (target.Length != value.Length)
                    throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture, $"{value.Length} bytes are given for a tensor of {target.Length}."));
                value.CopyTo(target);
            }
        }

        /// <summary>Writes the bytes of a contiguous tensor in the memory of the CPU, however many.</summary>
        /// <exception cref="InvalidOperationException">The tensor is on another device or is not contiguous.</exception>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            RequireBytes();
            using var source = new UnmanagedMemoryStream((byte*)DataPointer, NumberOfElements * ElementSize);
            source.CopyTo(stream, bufferSize);
        }

        /// <summary>Overwrites a contiguous tensor in the memory of the CPU with bytes, however many.</summary>
        /// <exception cref="InvalidOperationException">The tensor is on another device or is not contiguous.</exception>
        /// <exception cref="EndOfStreamException">The stream ends before the tensor is full.</exception>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            RequireBytes();
            var target = (byte*)DataPointer;
            for (var left = NumberOfElements * ElementSize; left > 0;)
            {
                var length = (int)Math.Min(left, bufferSize);
                stream.ReadExactly(new Span<byte>(target, length));
                target += length;
                left -= length;
            }
        }

        /// <summary>The elements; a copy of them where the tensor is on another device.</summary>
        /// <exception cref="ArgumentException">The tensor's elements have another type.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">There are more or fewer than one, or they have another type.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"item() is for tensors of one element, and this one has {NumberOfElements}."));
            RequireType<T>();
            if (is_cpu())
                return *(T*)DataPointer;
            using var copy = cpu();
            return *(T*)copy.DataPointer;
        }

        public bool is_nonzero() =>
            NumberOfElements == 1
                ? this.ToDouble() != 0
                : throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"is_nonzero() is for tensors of one element, and this one has {NumberOfElements}."));

        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Bool => item<bool>(),
            ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64 => this.ToDouble(),
            _ => this.ToInt64(),
        };

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <summary>The element at a place in memory.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
        public unsafe T ReadCpuValue<T>(long i) where T : unmanaged
        {
            RequireType<T>();
            if (i < 0 || i >= NumberOfElements)
                throw new ArgumentOutOfRangeException(
                    nameof(i), string.Create(CultureInfo.InvariantCulture, $"Element {i} of a tensor that has {NumberOfElements}."));
            return ((T*)DataPointer)[i];
        }

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.copy_.InPlace([this, source, nonBlocking]);

        public Tensor set_(Tensor source) => Aten.set__source_Tensor.InPlace([this, source]);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.allclose.CallScalar([this, target, rtol, atol, equal_nan]).Bits != 0;

        /// <summary>Whether both have one shape and the same elements.</summary>
        public bool Equals(Tensor target) => target is not null && Aten.equal.CallScalar([this, target]).Bits != 0;

        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        internal IntPtr DataPointer
        {
            get
            {
                // An empty tensor has no address, and nobody reads from it.
                var pointer = NumberOfElements == 0 ? IntPtr.Zero : Native.CheckHandle(Native.mtl_tensor_data(Handle));
                GC.KeepAlive(this);
                return pointer;
            }
        }

        private void RequireBytes()
        {
            if (!is_cpu())
                throw new InvalidOperationException($"The bytes of a tensor on {device} are out of reach: call cpu() first.");
            if (!is_contiguous())
                throw new InvalidOperationException(
                    "The bytes of a tensor that is not contiguous do not lie in one row: call contiguous() first.");
        }

        private void RequireType<T>()
        {
            var type = dtype;
            if (typeof(T) != DotNetType(type))
                throw new ArgumentException($"The elements are {type}, and are asked for as {typeof(T).Name}.");
        }

        private static Type DotNetType(ScalarType type) => type switch
        {
            ScalarType.Byte => typeof(byte),
            ScalarType.Int8 => typeof(sbyte),
            ScalarType.Int16 => typeof(short),
            ScalarType.Int32 => typeof(int),
            ScalarType.Int64 => typeof(long),
            ScalarType.Float16 => typeof(Half),
            ScalarType.Float32 => typeof(float),
            ScalarType.Float64 => typeof(double),
            ScalarType.Bool => typeof(bool),
            ScalarType.ComplexFloat64 => typeof(System.Numerics.Complex),
            _ => typeof(void),
        };
    }
}
