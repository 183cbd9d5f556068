using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>What is learnt of a stream, and streams among joined sources.</summary>
public sealed class StreamSummaryTests
{
    private const int Count = 2500;

    [Fact]
    public void Statistics_and_balanced_weights_are_those_of_the_data_in_memory()
    {
        Cards memory = new();
        memory.AddRange(Rows(0, Count));

        var (mean, deviation) = Stream(0, Count).Statistics(0);
        var (expectedMean, expectedDeviation) = memory.Statistics(0);

        // Merged and direct sums in float64 differ by a few units of its last place, which float32 rounds to at most one of its own: 1.2e-7.
        mean.Zip(expectedMean).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - 1) < 1.2e-7);
        deviation.Zip(expectedDeviation).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - 1) < 1.2e-7);
        Stream(0, Count).BalancedWeights(1).ShouldBe(memory.BalancedWeights(1));
        Should.Throw<ArgumentException>(() => Stream(0, 0).Statistics(0)).Message.ShouldBe("There is nothing to train on or to measure: the stream has no example.");
    }

    [Fact]
    public void A_weighted_row_gives_its_batch_a_mask()
    {
        var stream = ExampleStream<Cards.Example>.Sequence(
            () => new Cards(), () => Enumerable.Range(0, 6).Select(row => new Cards.Example(new float[4], Digit: 1, Weight: row == 3 ? 2 : 1)), row => row, null);
        using BatchSource batches = stream.Open(CPU, new BatchOptions(2));
        var masks = new List<float[]?>();
        batches.BeginEpoch(0);
        while (batches.TryNext(out Batch batch))
        {
            using var scope = NewDisposeScope();
            masks.Add(batch.Mask(1)?.Floats());
        }

        masks.Count.ShouldBe(3);
        masks[0].ShouldBeNull();
        masks[1].ShouldBe([1, 2]);
        masks[2].ShouldBeNull();
    }

    [Fact]
    public void A_stream_can_be_joined_to_data_in_memory_and_taken_up_anywhere()
    {
        Cards memory = new();
        memory.AddRange(Rows(10_000, 200));
        var joined = Cards.Join(SamplingPolicy.Temperature(2), Stream(0, Count), memory);
        var options = new BatchOptions(50, Shuffle: true, Seed: 3);
        using BatchSource whole = joined.Open(CPU, options), resumed = joined.Open(CPU, options);

        whole.Batches.ShouldBe(54);
        List<float> first = Epoch(whole, 0, 0), second = Epoch(whole, 1, 0);

        // 54 batches in shares of sqrt(50) and sqrt(4): 42.1 and 11.9.
        first.Count(row => row >= 10_000).ShouldBe(12 * 50);
        Epoch(resumed, 1, 20).ShouldBe(second.Skip(20 * 50));
        first.Concat(second).Where(row => row < 10_000).Take(Count).Order().ShouldBe(Enumerable.Range(0, Count).Select(row => (float)row));
    }

    private static ExampleStream<Cards.Example> Stream(int first, int count) =>
        ExampleStream<Cards.Example>.Sequence(() => new Cards(), () => Rows(first, count), row => row, null);

    private static IEnumerable<Cards.Example> Rows(int first, int count) => Enumerable.Range(first, count)
        .Select(row => new Cards.Example([row, 0.1f * row, 5 + row % 3, 1e6f + row], Digit: row % 4 == 0 ? null : row % 3));

    private static List<float> Epoch(BatchSource source, int epoch, int skipped)
    {
        var rows = new List<float>();
        source.BeginEpoch(epoch, skipped);
        while (source.TryNext(out Batch batch))
        {
            using var scope = NewDisposeScope();
            rows.AddRange(batch.Values(0).Floats().Where((_, i) => i % 4 == 0));
        }
        return rows;
    }
}
