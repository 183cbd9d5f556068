namespace MtlDsl;

/// <summary>The order in which an epoch visits the rows.</summary>
/// <remarks>
/// The order is a pure function of (seed, epoch, count), the same on every machine and in every version: a run that resumes at any
/// step finds the rows it would have seen, with no state of a generator to keep. It is the Fisher–Yates shuffle (Durstenfeld, 1964)
/// from the last position down; the draws are Philox4x32-10 (Salmon et al., 2011), keyed by the seed, on the stream of the epoch, and
/// bounded without bias (Lemire, 2019).
/// </remarks>
public static class Shuffle
{
    /// <summary>The row indices of an epoch.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">The epoch; each has an order of its own.</param>
    /// <param name="count">The number of rows, 0 or more.</param>
    /// <returns>A permutation of 0 .. <paramref name="count"/> - 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static long[] Order(long seed, long epoch, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new long[count];
        Order(seed, epoch, order);
        return order;
    }

    /// <summary>Fills <paramref name="order"/> with the row indices of an epoch, as many as it is long.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">The epoch; each has an order of its own.</param>
    /// <param name="order">Receives a permutation of 0 .. Length - 1; what it held does not matter.</param>
    public static void Order(long seed, long epoch, Span<long> order)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;

        var random = new Philox(unchecked((ulong)seed), unchecked((ulong)epoch));
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = (int)random.Next((uint)last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }
}
