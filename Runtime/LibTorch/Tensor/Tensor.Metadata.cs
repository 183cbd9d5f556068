using System.Globalization;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // What a tensor is, without its elements.
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Native.mtl_tensor_dtype(Handle);

        public Device device
        {
            get
            {
                var packed = Native.mtl_tensor_device(Handle);
                return packed == CPU.Packed ? CPU : Device.Unpack(packed);
            }
        }

        public DeviceType device_type => (DeviceType)(Native.mtl_tensor_device(Handle) & 0xFFFF);

        public int device_index => (int)(Native.mtl_tensor_device(Handle) >> 16);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_contiguous() => Native.mtl_tensor_is_contiguous(Handle) != 0;

        public long Dimensions => Native.mtl_tensor_dim(Handle);

        public long ndim => Dimensions;

        public long dim() => Dimensions;

        public long NumberOfElements => Native.mtl_tensor_numel(Handle);

        public long numel() => NumberOfElements;

        public long ElementSize => Native.mtl_tensor_element_size(Handle);

        public long element_size() => ElementSize;

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* start = sizes)
                    Native.Check(Native.mtl_tensor_sizes(Handle, start));
                return sizes;
            }
        }

        public long[] size() => shape;

        /// <exception cref="ArgumentOutOfRangeException">The tensor has no such dimension.</exception>
        public unsafe long size(int dim)
        {
            var dimensions = (int)Dimensions;
            var sizes = stackalloc long[dimensions];
            Native.Check(Native.mtl_tensor_sizes(Handle, sizes));
            return sizes[Wrap(dim, dimensions)];
        }

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* start = strides)
                Native.Check(Native.mtl_tensor_strides(Handle, start));
            return strides;
        }

        /// <exception cref="ArgumentOutOfRangeException">The tensor has no such dimension.</exception>
        public long stride(int dim)
        {
            var strides = stride();
            return strides[Wrap(dim, strides.Length)];
        }

        public long storage_offset() => Native.mtl_tensor_storage_offset(Handle);

        public override string ToString() => this.str();

        /// <summary>A dimension counted from the front, of one that may be counted from the back.</summary>
        internal static int Wrap(long dim, int dimensions) =>
            dim >= -dimensions && dim < dimensions
                ? (int)(dim < 0 ? dim + dimensions : dim)
                : throw new ArgumentOutOfRangeException(
                    nameof(dim), string.Create(CultureInfo.InvariantCulture, $"Dimension {dim} of a tensor that has {dimensions}."));
    }
}
