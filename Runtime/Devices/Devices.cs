using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The devices of this machine, by name.</summary>
public static class Devices
{
    /// <summary>The names of the devices that there are: <c>cpu</c>, then <c>cuda:0</c>, <c>cuda:1</c>, …</summary>
    public static IReadOnlyList<string> Available => Names(CudaCount());

    /// <summary>The device of a name.</summary>
    /// <param name="device">
    /// <c>auto</c> (the first CUDA device where there is one, else the CPU), <c>cpu</c>, <c>cuda</c> (the first CUDA device) or
    /// <c>cuda:N</c>, with N counted from 0.
    /// </param>
    /// <exception cref="ArgumentException">The name is none of these.</exception>
    /// <exception cref="InvalidOperationException">This machine has no such CUDA device.</exception>
    public static Device Resolve(string device) => Resolve(device, CudaCount());

    internal static Device Resolve(string device, int cudaCount)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device switch
        {
            "cpu" => CPU,
            "auto" => cudaCount > 0 ? new Device(DeviceType.CUDA, 0) : CPU,
            "cuda" => Cuda(device, 0, cudaCount),
            _ when TryParseCuda(device, out var index) => Cuda(device, index, cudaCount),
            _ => throw new ArgumentException(
                $"'{device}' names no device: the names are 'auto', 'cpu', 'cuda' and 'cuda:N', with N counted from 0. " +
                $"This machine has {Describe(cudaCount)}.", nameof(device)),
        };
    }

    private static int CudaCount() => cuda.is_available() ? cuda.device_count() : 0;

    private static IReadOnlyList<string> Names(int cudaCount) => ["cpu", .. Enumerable.Range(0, cudaCount).Select(CudaName)];

    private static bool TryParseCuda(string device, out int index)
    {
        index = 0;
        return device.StartsWith("cuda:", StringComparison.Ordinal) &&
            int.TryParse(device.AsSpan("cuda:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private static Device Cuda(string device, int index, int cudaCount) =>
        index < cudaCount
            ? new Device(DeviceType.CUDA, index)
            : throw new InvalidOperationException(
                $"'{device}' was asked for; this machine has {Describe(cudaCount)}. " +
                $"Use {string.Join(" or ", Names(cudaCount).Select(name => $"'{name}'"))}, or 'auto'.");

    private static string Describe(int cudaCount) => cudaCount switch
    {
        0 => "no CUDA device",
        1 => "1 CUDA device (cuda:0)",
        _ => string.Create(CultureInfo.InvariantCulture, $"{cudaCount} CUDA devices (cuda:0 to cuda:{cudaCount - 1})"),
    };

    private static string CudaName(int index) => string.Create(CultureInfo.InvariantCulture, $"cuda:{index}");
}
