namespace MtlDsl;

/// <summary>How often each of several joined sources gives a batch.</summary>
/// <remarks>
/// An epoch has as many batches as all sources together. A policy says how many of them each source gives; they come in an order that is
/// shuffled anew in each epoch. The numbers are exact, not drawn: where a source gives more batches than it has, it is passed through
/// again, shuffled anew, and where it gives fewer, the next epoch goes on where this one ended.
/// </remarks>
public abstract record SamplingPolicy
{
    private SamplingPolicy()
    {
    }

    /// <summary>Each source in proportion to its number of batches: an epoch takes every example once.</summary>
    public static SamplingPolicy Proportional { get; } = new Tempered(1);

    /// <summary>As many batches of each source, within one.</summary>
    public static SamplingPolicy Uniform { get; } = new Tempered(double.PositiveInfinity);

    /// <summary>As many batches of each source, within one, and always in turn: the first, the second, …, the last, the first, ….</summary>
    public static SamplingPolicy RoundRobin { get; } = new InTurn();

    /// <summary>
    /// Each source in proportion to size^(1/temperature), with its number of batches for its size, so that small sources come more often
    /// than their size says (Arivazhagan et al., 2019).
    /// </summary>
    /// <param name="temperature">At least 1: 1 is <see cref="Proportional"/>, infinity is <see cref="Uniform"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is less than 1 or not a number.</exception>
    public static SamplingPolicy Temperature(double temperature) => temperature >= 1 ? new Tempered(temperature) : throw new ArgumentOutOfRangeException(
        nameof(temperature), temperature, "A sampling temperature is at least 1, which is proportional; greater ones favour small sources.");

    /// <summary>How many batches each source gives in an epoch.</summary>
    /// <param name="sizes">How many batches each has, at least 1.</param>
    internal abstract int[] Quotas(IReadOnlyList<int> sizes);

    /// <summary>Which source gives each batch of an epoch.</summary>
    internal abstract int[] Order(int[] quotas, long seed, int epoch);

    private sealed record Tempered(double Value) : SamplingPolicy
    {
        internal override int[] Quotas(IReadOnlyList<int> sizes)
        {
            double[] weights = [.. sizes.Select(size => Math.Pow(size, 1 / Value))];
            var batches = sizes.Sum();
            double[] shares = [.. weights.Select(weight => batches * weight / weights.Sum())];
            return LargestRemainder.Round(shares, batches);
        }

        internal override int[] Order(int[] quotas, long seed, int epoch)
        {
            int[] sources = [.. quotas.SelectMany((quota, source) => Enumerable.Repeat(source, quota))];
            return Array.ConvertAll(Shuffle.Order(seed, epoch, sources.Length), batch => sources[batch]);
        }
    }

    private sealed record InTurn : SamplingPolicy
    {
        internal override int[] Quotas(IReadOnlyList<int> sizes)
        {
            var (each, left) = Math.DivRem(sizes.Sum(), sizes.Count);
            return [.. Enumerable.Range(0, sizes.Count).Select(source => source < left ? each + 1 : each)];
        }

        internal override int[] Order(int[] quotas, long seed, int epoch) =>
            [.. Enumerable.Range(0, quotas.Sum()).Select(batch => batch % quotas.Length)];
    }
}
