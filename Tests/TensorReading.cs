using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Reads tensors into arrays, row by row, wherever they are.</summary>
internal static class TensorReading
{
    public static float[] Floats(this Tensor tensor) => Read<float>(tensor);

    public static long[] Longs(this Tensor tensor) => Read<long>(tensor);

    private static T[] Read<T>(Tensor tensor) where T : unmanaged
    {
        using Tensor flat = tensor.detach().cpu().contiguous();
        return flat.data<T>().ToArray();
    }
}
