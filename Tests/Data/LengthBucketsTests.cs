using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class LengthBucketsTests
{
    [Theory]
    [InlineData(1003, 16, 8)]
    [InlineData(64, 16, 100)]
    [InlineData(5, 16, 3)]
    [InlineData(40, 1, 4)]
    public void An_epoch_has_every_example_once(int count, int batchSize, int buckets)
    {
        long[] order = new LengthBuckets(LogNormal(count), buckets).Order(seed: 7, epoch: 3, batchSize);

        order.Order().ShouldBe(Enumerable.Range(0, count).Select(row => (long)row));
    }

    [Fact]
    public void The_order_is_a_function_of_seed_and_epoch()
    {
        long[] lengths = LogNormal(500);

        long[] order = new LengthBuckets(lengths, 8).Order(1, 2, 16);

        new LengthBuckets(lengths, 8).Order(1, 2, 16).ShouldBe(order);
        new LengthBuckets(lengths, 8).Order(1, 3, 16).ShouldNotBe(order);
        new LengthBuckets(lengths, 8).Order(2, 2, 16).ShouldNotBe(order);
    }

    [Fact]
    public void Batches_are_shuffled_and_not_sorted_by_length()
    {
        long[] lengths = LogNormal(3200);

        double[] means = [.. new LengthBuckets(lengths, 10).Order(1, 0, 32).Chunk(32).Select(batch => batch.Average(row => lengths[row]))];

        // Of 99 neighbours as many rise as fall, but for chance: four standard deviations, each of half the root of 33 (the variance of the
        // number of rises of a random permutation of n is (n + 1) / 12).
        int rises = means.Zip(means.Skip(1)).Count(pair => pair.Second > pair.First);
        rises.ShouldBeInRange(37, 62);
    }

    [Fact]
    public void Examples_of_one_length_meet_in_every_combination()
    {
        long[] lengths = [.. Enumerable.Range(0, 100).Select(row => (long)(row % 2 + 1))];
        var buckets = new LengthBuckets(lengths, 25);

        HashSet<long> met = [.. Enumerable.Range(0, 200).SelectMany(epoch =>
            buckets.Order(1, epoch, 10).Chunk(10).First(batch => batch.Contains(0))).Where(row => lengths[row] == lengths[0])];

        met.Count.ShouldBe(50);
    }

    [Fact]
    public void What_fills_no_batch_is_drawn_from_all_lengths()
    {
        long[] lengths = LogNormal(330);
        var buckets = new LengthBuckets(lengths, 10);

        HashSet<long> last = [.. Enumerable.Range(0, 200).SelectMany(epoch => buckets.Order(1, epoch, 32)[320..])];

        // 2000 draws of 330: each is missed with a probability of (1 - 1/33)^200 = 0.002.
        last.Count.ShouldBeGreaterThan(320);
    }

    [Fact]
    public void Buckets_leave_little_padding()
    {
        int[][] texts = [.. LogNormal(4000).Select(length => new int[length])];
        Texts data = Texts.Of(texts);

        double without = PaddingShare(data, new(32, Shuffle: true, Seed: 1));
        double ten = PaddingShare(data, new(32, Shuffle: true, Seed: 1, LengthBuckets: 10));
        double fifty = PaddingShare(data, new(32, Shuffle: true, Seed: 1, LengthBuckets: 50));

        // The figures of docs/sequences.md, which are the same wherever they are computed: tolerated is their rounding.
        without.ShouldBe(0.73, 0.005);
        ten.ShouldBe(0.28, 0.005);
        fifty.ShouldBe(0.08, 0.005);
    }

    [Fact]
    public void A_resumed_epoch_goes_on_with_the_batches_that_are_left()
    {
        Texts data = Texts.Of([.. LogNormal(100).Select(length => new int[length])]);
        var options = new BatchOptions(8, Shuffle: true, Seed: 3, LengthBuckets: 4);
        using BatchSource whole = data.Open(CPU, options), resumed = data.Open(CPU, options);

        long[][] lengths = [.. Lengths(whole, epoch: 2, skipped: 0)];
        long[][] left = [.. Lengths(resumed, epoch: 2, skipped: 5)];

        lengths.Length.ShouldBe(13);
        left.ShouldBe(lengths[5..]);
    }

    [Fact]
    public void Buckets_without_a_shuffle_or_a_sequence_are_refused()
    {
        Should.Throw<ArgumentException>(() => Texts.Of([1]).Open(CPU, new(8, LengthBuckets: 4))).Message.ShouldContain("Shuffle is false");
        Should.Throw<ArgumentException>(() => Cards.FromArrays(new float[,] { { 1, 2, 3, 4 } }, new int[] { 5 }).Open(CPU, new(8, Shuffle: true, LengthBuckets: 4)))
            .Message.ShouldContain("LengthBuckets is 4, but no input of the model is a sequence");
        Should.Throw<ArgumentOutOfRangeException>(() => Texts.Of([1]).Open(CPU, new(8, Shuffle: true, LengthBuckets: 0)));
    }

    private static IEnumerable<long[]> Lengths(BatchSource source, int epoch, int skipped)
    {
        source.BeginEpoch(epoch, skipped);
        while (source.TryNext(out Batch batch))
        {
            using DisposeScope scope = NewDisposeScope();
            yield return batch.Sequence(0).Lengths.Longs();
        }
    }

    /// <summary>Which part of the steps of an epoch's batches is padding.</summary>
    private static double PaddingShare(Texts data, BatchOptions options)
    {
        using BatchSource source = data.Open(CPU, options);
        source.BeginEpoch(0);
        double own = 0, all = 0;
        while (source.TryNext(out Batch batch))
        {
            using DisposeScope scope = NewDisposeScope();
            PaddedSequences sequences = batch.Sequence(0);
            own += sequences.Lengths.Longs().Sum();
            all += sequences.Values.numel();
        }
        return 1 - own / all;
    }

    private static long[] LogNormal(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return Math.Clamp((long)(60 * Math.Exp(0.7 * normal)), 1, 512);
        })];
    }
}
