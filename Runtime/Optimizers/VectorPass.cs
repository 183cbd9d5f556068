using TorchSharp;

namespace MtlDsl;

/// <summary>A computation over arena memory, element by element.</summary>
internal interface IVectorPass
{
    /// <summary>Computes the elements from start to before end, both multiples of the padding of <see cref="ArenaMemory"/>.</summary>
    void Run(long start, long end);
}

/// <summary>Runs passes block by block: in one thread, or in torch's number of threads where the memory is large. The result is the same.</summary>
internal static class VectorPass
{
    /// <summary>The length of a block: 1 MiB of float32, about what a core's own cache holds of each vector.</summary>
    public const long BlockLength = 1 << 18;

    // Below this, waking threads costs more than they save.
    private const long ParallelLength = 1 << 20;

    public static int Blocks(long length) => (int)((length + BlockLength - 1) / BlockLength);

    public static void Run<TPass>(in TPass pass, long length) where TPass : struct, IVectorPass
    {
        int threads = length > ParallelLength ? torch.get_num_threads() : 1;
        if (threads > 1) RunParallel(pass, length, threads);
        else for (long start = 0; start < length; start += BlockLength) pass.Run(start, Math.Min(start + BlockLength, length));
    }

    private static void RunParallel<TPass>(TPass pass, long length, int threads) where TPass : struct, IVectorPass =>
        Parallel.For(0, Blocks(length), new ParallelOptions { MaxDegreeOfParallelism = threads },
            block => pass.Run(block * BlockLength, Math.Min((block + 1) * BlockLength, length)));
}
