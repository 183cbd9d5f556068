using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A tensor's bytes a chunk at a time: a span holds no more than 2 GiB, and a GPU's tensor need not be in memory twice.</summary>
internal static class TensorBytes
{
    internal const int ChunkLength = 1 << 24;

    internal delegate void Chunk(Span<byte> bytes);

    /// <summary>Hands over the elements in row-major order, from whatever device; the spans are to be read only.</summary>
    internal static void Read(Tensor tensor, Chunk chunk) => ForEach(tensor.detach().reshape(-1), chunk);

    /// <summary>Hands over the memory of a contiguous tensor on the CPU, to be filled.</summary>
    internal static void Fill(Tensor tensor, Chunk chunk) => ForEach(tensor.view(-1), chunk);

    private static void ForEach(Tensor flat, Chunk chunk)
    {
        var step = ChunkLength / flat.element_size();
        var count = flat.numel();
        for (var start = 0L; start < count; start += step)
        {
            using var scope = NewDisposeScope();
            chunk(flat.narrow(0, start, Math.Min(step, count - start)).cpu().bytes);
        }
    }
}
