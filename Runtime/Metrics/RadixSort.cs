using System.Buffers;
using System.Numerics;

namespace MtlDsl;

/// <summary>
/// Sorts 64-bit keys: in two passes by the upper 22 bits of their distance from the smallest, then by comparison the few that agree in those. What the
/// lowest bit is does not count.
/// </summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;

    // Below this, counting into the buckets takes longer than comparing.
    private const int Fewest = 512;

    /// <summary>Sorts ascending, with a rented array of the same length beside it.</summary>
    internal static void Sort(Span<ulong> keys)
    {
        if (keys.Length < Fewest)
        {
            keys.Sort();
            return;
        }
        var (smallest, largest) = (ulong.MaxValue, ulong.MinValue);
        foreach (var key in keys)
            (smallest, largest) = (Math.Min(smallest, key), Math.Max(largest, key));
        var digits = new Digits(smallest, Math.Max(0, 64 - BitOperations.LeadingZeroCount(largest - smallest) - 2 * DigitBits));

        var rented = ArrayPool<ulong>.Shared.Rent(keys.Length);
        SortByDigits(keys, rented.AsSpan(0, keys.Length), digits);
        ArrayPool<ulong>.Shared.Return(rented);
        SortRuns(keys, digits);
    }

    private static void SortByDigits(Span<ulong> keys, Span<ulong> scratch, Digits digits)
    {
        Span<int> low = stackalloc int[Buckets];
        Span<int> high = stackalloc int[Buckets];
        foreach (var key in keys)
        {
            low[digits.Low(key)]++;
            high[digits.High(key)]++;
        }
        Accumulate(low);
        foreach (var key in keys)
            scratch[low[digits.Low(key)]++] = key;
        Accumulate(high);
        foreach (var key in scratch)
            keys[high[digits.High(key)]++] = key;
    }

    /// <summary>From the size of each bucket to where it begins.</summary>
    private static void Accumulate(Span<int> counts)
    {
        var sum = 0;
        foreach (ref var count in counts)
            (count, sum) = (sum, sum + count);
    }

    private static void SortRuns(Span<ulong> keys, Digits digits)
    {
        for (int start = 0, end; start < keys.Length; start = end)
        {
            var ordered = true;
            for (end = start + 1; end < keys.Length && digits.All(keys[end]) == digits.All(keys[start]); end++)
                ordered &= (keys[end] | 1) >= (keys[end - 1] | 1);
            if (!ordered)
                keys[start..end].Sort();
        }
    }

    /// <summary>The upper bits of the distance from the smallest key.</summary>
    private readonly record struct Digits(ulong Smallest, int Shift)
    {
        internal ulong All(ulong key) => (key - Smallest) >> Shift;

        internal int Low(ulong key) => (int)All(key) & (Buckets - 1);

        internal int High(ulong key) => (int)(All(key) >> DigitBits) & (Buckets - 1);
    }
}
