using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A tensor's elements as an array.</summary>
internal static class HostArray
{
    /// <summary>The elements in row-major order, converted to float or long: one copy from the device, and nothing left in a scope.</summary>
    internal static T[] Copy<T>(Tensor tensor) where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var type = typeof(T) == typeof(long) ? ScalarType.Int64 : ScalarType.Float32;
        return MemoryMarshal.Cast<byte, T>(tensor.detach().to(type, CPU).contiguous().bytes).ToArray();
    }
}
