using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class JoinedSourceTests
{
    // 6, 3 and 1 batches of 4; a feature tells source and row.
    private static readonly Cards[] Sources = [Numbered(0, 24), Numbered(100, 12), Numbered(200, 4)];

    private static readonly BatchOptions Shuffled = new(4, Shuffle: true, Seed: 7);

    public static TheoryData<string> Policies => ["Proportional", "Uniform", "Temperature", "RoundRobin"];

    [Fact]
    public void An_epoch_takes_every_example_once_in_proportion()
    {
        using var batches = Cards.Join(SamplingPolicy.Proportional, Sources).Open(CPU, Shuffled);

        (batches.Batches, batches.Examples).ShouldBe((10, 40L));
        for (var epoch = 0; epoch < 3; epoch++)
            Epoch(batches, epoch).SelectMany(batch => batch).Order().ShouldBe([.. Enumerable.Range(0, 24), .. Enumerable.Range(100, 12), .. Enumerable.Range(200, 4)]);
    }

    [Theory, MemberData(nameof(Policies))]
    public void A_batch_is_of_one_source_and_an_epoch_of_all_batches(string policy)
    {
        using var batches = Cards.Join(Policy(policy), Sources).Open(CPU, Shuffled);

        var epoch = Epoch(batches, 0);

        epoch.Count.ShouldBe(10);
        batches.Batches.ShouldBe(10);
        epoch.ShouldAllBe(batch => batch.Length == 4 && batch.All(row => row / 100 == batch[0] / 100));
    }

    // Shares of 10 batches by largest remainders: sizes 6, 3, 1 to the power 1/T are 6, 3, 1; 1, 1, 1; and 2.449, 1.732, 1 of 5.181.
    [Theory]
    [InlineData("Proportional", new[] { 6, 3, 1 })]
    [InlineData("Uniform", new[] { 4, 3, 3 })]
    [InlineData("Temperature", new[] { 5, 3, 2 })]
    [InlineData("RoundRobin", new[] { 4, 3, 3 })]
    public void A_policy_says_how_many_batches_each_source_gives(string policy, int[] expected)
    {
        using var batches = Cards.Join(Policy(policy), Sources).Open(CPU, Shuffled);

        for (var epoch = 0; epoch < 4; epoch++)
        {
            var sources = Epoch(batches, epoch).Select(batch => batch[0] / 100).ToArray();
            Enumerable.Range(0, 3).Select(source => sources.Count(other => other == source)).ShouldBe(expected);
        }
    }

    [Fact]
    public void Sources_take_turns()
    {
        using var batches = Cards.Join(SamplingPolicy.RoundRobin, Sources).Open(CPU, Shuffled);

        Epoch(batches, 1).Select(batch => batch[0] / 100).ShouldBe([0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
    }

    [Fact]
    public void A_source_goes_on_from_epoch_to_epoch()
    {
        // 4 of 6 batches an epoch: after 3 epochs, 2 whole passes.
        using var batches = Cards.Join(SamplingPolicy.Uniform, Sources).Open(CPU, Shuffled);

        var rows = Enumerable.Range(0, 3).SelectMany(epoch => Epoch(batches, epoch)).SelectMany(batch => batch).Where(row => row < 24).ToArray();

        rows[..24].Order().ShouldBe(Enumerable.Range(0, 24));
        rows[24..].Order().ShouldBe(Enumerable.Range(0, 24));
        rows[..24].ShouldNotBe(rows[24..]);
    }

    [Theory, MemberData(nameof(Policies))]
    public void An_epoch_is_a_function_of_the_seed_and_can_be_taken_up_anywhere(string policy)
    {
        var joined = Cards.Join(Policy(policy), Sources);
        using var whole = joined.Open(CPU, Shuffled);
        using var other = joined.Open(CPU, Shuffled with { Seed = 8 });
        List<int[]>[] epochs = [.. Enumerable.Range(0, 3).Select(epoch => Epoch(whole, epoch))];

        for (var skipped = 0; skipped <= 10; skipped++)
        {
            using var resumed = joined.Open(CPU, Shuffled);
            Flat(Epoch(resumed, 2, skipped)).ShouldBe(Flat(epochs[2].Skip(skipped)));
        }
        Flat(Epoch(whole, 0)).ShouldBe(Flat(epochs[0]));
        Flat(epochs[1]).ShouldNotBe(Flat(epochs[0]));
        Flat(Epoch(other, 0)).ShouldNotBe(Flat(epochs[0]));
    }

    [Theory, MemberData(nameof(Policies))]
    public void Without_shuffling_every_example_comes_once_source_after_source(string policy)
    {
        using var batches = Cards.Join(Policy(policy), Sources).Open(CPU, new BatchOptions(5));

        (batches.Batches, batches.Examples).ShouldBe((5 + 3 + 1, 40L));
        for (var epoch = 0; epoch < 2; epoch++)
            Flat(Epoch(batches, epoch)).ShouldBe([.. Enumerable.Range(0, 24), .. Enumerable.Range(100, 12), .. Enumerable.Range(200, 4)]);
    }

    [Fact]
    public void Sources_of_one_size_are_not_shuffled_alike()
    {
        using var batches = Cards.Join(SamplingPolicy.RoundRobin, Numbered(0, 24), Numbered(100, 24)).Open(CPU, Shuffled);

        var rows = Epoch(batches, 0).SelectMany(batch => batch).ToArray();

        rows.Where(row => row < 100).ShouldNotBe(rows.Where(row => row >= 100).Select(row => row - 100));
    }

    [Fact]
    public void Statistics_are_those_of_all_examples()
    {
        var joined = Cards.Join(SamplingPolicy.Uniform, Sources);
        var all = new Cards();
        foreach (var source in Sources)
            all.AddRange(Rows(source));

        var (mean, deviation) = joined.Statistics(0);
        var (expectedMean, expectedDeviation) = all.Statistics(0);

        // Merged and direct sums in float64 differ by a few units of its last place, which float32 rounds to at most one of its own: 1.2e-7.
        mean.Zip(expectedMean).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - 1) < 1.2e-7);
        deviation.Zip(expectedDeviation).ShouldAllBe(pair => Math.Abs(pair.First / pair.Second - 1) < 1.2e-7);
        joined.BalancedWeights(1).ShouldBe(all.BalancedWeights(1));
    }

    [Fact]
    public void Joined_sources_can_be_joined()
    {
        var inner = Cards.Join(SamplingPolicy.Proportional, Sources[1], Sources[2]);
        using var batches = Cards.Join(SamplingPolicy.Uniform, Sources[0], inner).Open(CPU, Shuffled);

        Epoch(batches, 0).Count(batch => batch[0] < 100).ShouldBe(5);
    }

    [Fact]
    public void What_cannot_be_joined_is_refused()
    {
        Should.Throw<ArgumentException>(() => Cards.Join(SamplingPolicy.Uniform)).Message.ShouldStartWith("There is nothing to join");
        Should.Throw<ArgumentOutOfRangeException>(() => SamplingPolicy.Temperature(0.5)).Message.ShouldStartWith("A sampling temperature is at least 1");
        Should.Throw<ArgumentOutOfRangeException>(() => SamplingPolicy.Temperature(double.NaN));
        Should.Throw<ArgumentException>(() => Cards.Join(SamplingPolicy.Uniform, Sources[0], new Cards()).Open(CPU, Shuffled))
            .Message.ShouldStartWith("Source 2 of 2: There is nothing to train on");
    }

    [Fact]
    public void A_source_says_how_many_batches_it_has_and_has_them()
    {
        JoinedBatches Join(int? batches) => new(SamplingPolicy.Proportional, [new Announced(batches)], Shuffled);
        using var joined = Join(2);
        joined.BeginEpoch(0);

        Should.Throw<InvalidOperationException>(() => joined.TryNext(out _))
            .Message.ShouldBe("Source 1 of 1 ended after 0 batches, though it has 2: its data changed while it was read.");
        Should.Throw<ArgumentException>(() => Join(null)).Message.ShouldStartWith("Source 1 does not know how many batches it has");
        Should.Throw<ArgumentException>(() => Join(0)).Message.ShouldBe("Source 1 has no batches; leave it out.");
    }

    /// <summary>A source that announces batches and has none.</summary>
    private sealed class Announced(int? batches) : BatchSource
    {
        public override int? Batches => batches;

        public override long? Examples => null;

        public override void BeginEpoch(int epoch, int skippedBatches = 0)
        {
        }

        public override bool TryNext(out Batch batch, CancellationToken cancellationToken = default)
        {
            batch = default;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    private static SamplingPolicy Policy(string name) => name switch
    {
        "Proportional" => SamplingPolicy.Proportional,
        "Uniform" => SamplingPolicy.Uniform,
        "Temperature" => SamplingPolicy.Temperature(2),
        _ => SamplingPolicy.RoundRobin,
    };

    private static Cards Numbered(int first, int count)
    {
        var data = new Cards();
        data.AddRange(Rows(first, count));
        return data;
    }

    private static IEnumerable<Cards.Example> Rows(Cards source) => Rows(source == Sources[0] ? 0 : source == Sources[1] ? 100 : 200, source.Count);

    private static IEnumerable<Cards.Example> Rows(int first, int count) =>
        Enumerable.Range(first, count).Select(row => new Cards.Example([row, 0.1f * row, 5 + row % 3, 1e6f + row], Digit: row % 4 == 0 ? null : row % 3));

    private static List<int[]> Epoch(BatchSource source, int epoch, int skipped = 0)
    {
        var batches = new List<int[]>();
        source.BeginEpoch(epoch, skipped);
        while (source.TryNext(out var batch))
        {
            using var scope = NewDisposeScope();
            batches.Add([.. batch.Values(0).Floats().Where((_, i) => i % 4 == 0).Select(value => (int)value)]);
        }
        return batches;
    }

    private static int[] Flat(IEnumerable<int[]> batches) => [.. batches.SelectMany(batch => batch)];
}
