using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules
{
    /// <summary>A convolution of (batch, channels, height, width).</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(
            long inChannels, long outChannels, long[] kernel, long[]? stride, long[]? padding, Padding? paddingType, long[]? dilation,
            long groups, bool bias, PaddingModes mode, Device? device, ScalarType? dtype)
            : base(
                nameof(Conv2d), inChannels, outChannels, kernel, stride ?? [1, 1], padding, paddingType, dilation ?? [1, 1], false, [0, 0],
                groups, bias, mode, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            RequireShape(input, 2);
            return PadsByType
                ? conv2d_padding(input, weight, bias, stride, padding_type!.Value, dilation, groups)
                : conv2d(Padded(input), weight, bias, stride, ZerosAround, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, functional.Twice(kernel_size)!, functional.Twice(stride), functional.Twice(padding),
                    null, functional.Twice(dilation), groups, bias,
                    padding_mode, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, functional.Twice(kernel_size)!, functional.Twice(stride), null, padding,
                    functional.Twice(dilation), groups, bias,
                    padding_mode, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, functional.Pair(kernel_size)!, functional.Pair(stride), functional.Pair(padding), null,
                    functional.Pair(dilation), groups, bias,
                    padding_mode, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, functional.Pair(kernel_size)!, functional.Pair(stride), null, padding,
                    functional.Pair(dilation), groups, bias,
                    padding_mode, device, dtype);
        }
    }
}
