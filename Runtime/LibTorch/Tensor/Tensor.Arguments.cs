using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    // What several operators need to put their arguments into the form of their schema.
    public partial class Tensor
    {
        internal static long[] Dims(long dim) => [dim];

        private static string? Text(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        private Tensor InType(ScalarType? type) => type is { } t && t != dtype ? to_type(t) : this;

        private Tensor Reduce(Operator op, long[] dims, bool unbiased, bool keepdim) => op.Call([this, dims, unbiased, keepdim]);

        private static Tensor Into(Tensor target, Tensor result) => target.copy_(result);
    }

    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }
}
