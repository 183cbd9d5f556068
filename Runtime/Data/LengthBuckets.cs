namespace MtlDsl;

/// <summary>
/// Puts examples of like length into one batch, so that little is padded: each belongs to a bucket of lengths, and an epoch shuffles the
/// examples of a bucket among themselves and then the batches.
/// </summary>
/// <remarks>
/// The order is a pure function of (seed, epoch), as <see cref="Shuffle"/>'s is, from which it is made: the shuffled examples are sorted by
/// bucket, in their order within each, and cut into batches, which are shuffled. The examples that fill no batch are left as they were
/// drawn, so that the last batch, which may be left out, is not always the longest. Examples of one length are in one bucket.
/// </remarks>
internal sealed class LengthBuckets
{
    private readonly int[] _bucket;
    private readonly int _count;

    /// <param name="lengths">The steps of each example.</param>
    /// <param name="count">The number of buckets, at least 1, which hold about as many examples each.</param>
    public LengthBuckets(long[] lengths, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        long[] sorted = [.. lengths.Order()];
        long[] bounds = sorted.Length == 0 ? [] : [.. Enumerable.Range(1, count - 1).Select(i => sorted[(long)i * sorted.Length / count]).Distinct()];
        _count = bounds.Length + 1;
        _bucket = [.. lengths.Select(length => BucketOf(length, bounds))];
    }

    /// <summary>The row indices of an epoch: batch after batch.</summary>
    public long[] Order(long seed, long epoch, int batchSize)
    {
        long[] drawn = Shuffle.Order(seed, epoch, _bucket.Length);
        int batches = drawn.Length / batchSize;
        long[] sorted = Sort(drawn.AsSpan(0, batches * batchSize));
        // Another key than the examples' own order, which the batches' would follow otherwise.
        long[] order = Shuffle.Order(~seed, epoch, batches);
        var result = new long[drawn.Length];
        for (int batch = 0; batch < batches; batch++)
            sorted.AsSpan((int)order[batch] * batchSize, batchSize).CopyTo(result.AsSpan(batch * batchSize));
        drawn.AsSpan(batches * batchSize).CopyTo(result.AsSpan(batches * batchSize));
        return result;
    }

    // Counting sort, which is stable.
    private long[] Sort(ReadOnlySpan<long> rows)
    {
        var next = new int[_count + 1];
        foreach (long row in rows)
            next[_bucket[row] + 1]++;
        for (int bucket = 1; bucket < next.Length; bucket++)
            next[bucket] += next[bucket - 1];
        var sorted = new long[rows.Length];
        foreach (long row in rows)
            sorted[next[_bucket[row]]++] = row;
        return sorted;
    }

    /// <summary>The number of bounds that a length has reached.</summary>
    private static int BucketOf(long length, long[] bounds)
    {
        int index = Array.BinarySearch(bounds, length);
        return index >= 0 ? index + 1 : ~index;
    }
}
