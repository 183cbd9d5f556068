using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>What the places around the input hold.</summary>
public enum PaddingModes
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
    Constant = 4,
}

/// <summary>How much a convolution pads: not at all, or so that the output has the size of the input.</summary>
public enum Padding
{
    Valid = 0,
    Same = 1,
}

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null,
                long groups = 1) =>
                Aten.conv1d.Call(
                    [input, weight, bias, Tensor.Dims(stride ?? 1), Tensor.Dims(padding ?? 0), Tensor.Dims(dilation ?? 1), groups]);

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid,
                long? dilation = null, long groups = 1) =>
                Aten.conv1d_padding.Call(
                    [input, weight, bias, Tensor.Dims(stride ?? 1), Name(padding), Tensor.Dims(dilation ?? 1), groups]);

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                Aten.conv2d.Call([input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups]);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                Aten.conv2d_padding.Call([input, weight, bias, strides ?? [1, 1], Name(padding), dilation ?? [1, 1], groups]);

            public static Tensor max_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Aten.max_pool1d.Call(
                    [input, Tensor.Dims(kernel_size), Tensor.Dims(stride ?? kernel_size), Tensor.Dims(padding ?? 0),
                        Tensor.Dims(dilation ?? 1), ceil_mode]);

            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[] strides = null!, long[] padding = null!, long[] dilation = null!,
                bool ceil_mode = false) =>
                Aten.max_pool2d.Call([input, kernel_size, strides ?? kernel_size, padding ?? [0, 0], dilation ?? [1, 1], ceil_mode]);

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                max_pool2d(input, [kernel_size, kernel_size], Twice(stride)!, Twice(padding)!, Twice(dilation)!, ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Pair(kernel_size)!, Pair(stride)!, Pair(padding)!, Pair(dilation)!, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[] strides = null!, long[] padding = null!, long[] dilation = null!,
                bool ceil_mode = false) =>
                Aten.max_pool2d_with_indices.CallPair(
                    [input, kernel_size, strides ?? kernel_size, padding ?? [0, 0], dilation ?? [1, 1], ceil_mode]);

            public static Tensor avg_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                Aten.avg_pool1d.Call(
                    [input, Tensor.Dims(kernel_size), Tensor.Dims(stride ?? kernel_size), Tensor.Dims(padding ?? 0), ceil_mode,
                        count_include_pad]);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[] stride = null!, long[] padding = null!, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Aten.avg_pool2d.Call(
                    [input, kernel_size, stride ?? kernel_size, padding ?? [0, 0], ceil_mode, count_include_pad, divisor_override]);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(
                    input, [kernel_size, kernel_size], Twice(stride)!, [padding, padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) =>
                Aten.adaptive_avg_pool1d.Call([input, Tensor.Dims(output_size)]);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                Aten.adaptive_avg_pool2d.Call([input, output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                adaptive_avg_pool2d(input, [output_size, output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                adaptive_avg_pool2d(input, Pair(output_size)!);

            internal static long[]? Twice(long? size) => size is { } s ? [s, s] : null;

            internal static long[]? Pair((long, long)? sizes) => sizes is { } s ? [s.Item1, s.Item2] : null;

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
