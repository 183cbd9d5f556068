using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>What batches a stream gives.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 4, false)]
    [InlineData(64, 8, false)]
    [InlineData(65, 8, false)]
    [InlineData(65, 64, false)]
    [InlineData(66, 8, false)]
    [InlineData(129, 2, false)]
    [InlineData(3, 2, false)]
    [InlineData(7, 1, false)]
    [InlineData(65, 8, true)]
    [InlineData(70, 64, true)]
    [InlineData(64, 8, true)]
    public void Batches_are_those_of_a_data_set_in_memory(int count, int batchSize, bool drop)
    {
        var options = new BatchOptions(batchSize, DropLastIncomplete: drop);
        Cards memory = new();
        memory.AddRange(Examples(count));

        // From a read-ahead of one example, whose runs are as short as they can be, to one that holds everything.
        foreach (int ahead in new[] { 1, 16, 100, 4096 })
            Epoch(Stream(count, new() { ReadAhead = ahead }), options).ShouldBe(Epoch(memory, options));
    }

    [Fact]
    public void A_shuffled_epoch_has_each_example_once_and_an_order_of_its_own()
    {
        var stream = Stream(1000, new() { ShuffleBuffer = 100 });
        using BatchSource source = stream.Open(CPU, new BatchOptions(32, Shuffle: true, Seed: 5));

        long[] first = Rows(source, epoch: 0), second = Rows(source, epoch: 1), again = Rows(source, epoch: 0);

        first.Order().ShouldBe(Enumerable.Range(0, 1000).Select(row => (long)row));
        second.Order().ShouldBe(first.Order());
        again.ShouldBe(first);
        second.ShouldNotBe(first);
        using BatchSource other = stream.Open(CPU, new BatchOptions(32, Shuffle: true, Seed: 6));
        Rows(other, epoch: 0).ShouldNotBe(first);
        // Nothing comes before the buffer has reached it.
        for (int place = 0; place < 1000; place++)
            first[place].ShouldBeLessThanOrEqualTo(place + 99);
    }

    // Computed by a second implementation, in Python: a resumed run relies on the order never changing.
    [Fact]
    public void The_order_never_changes()
    {
        using BatchSource source = Stream(40, new() { ShuffleBuffer = 8 }).Open(CPU, new BatchOptions(10, Shuffle: true, Seed: 2024));

        Rows(source, epoch: 3).ShouldBe(
            [4, 0, 1, 8, 5, 12, 11, 6, 14, 10, 9, 7, 19, 17, 13, 18, 3, 24, 21, 23, 27, 16, 25, 22, 2, 15, 31, 28, 32, 20, 26, 30, 37, 38, 29, 34, 36, 35, 33, 39]);
    }

    [Theory]
    [InlineData(false, 37, 4)]
    [InlineData(true, 37, 4)]
    [InlineData(true, 37, 64)]
    [InlineData(true, 36, 4096)]
    public void An_epoch_that_is_resumed_at_any_batch_is_the_rest_of_it(bool shuffle, int count, int ahead)
    {
        var options = new BatchOptions(4, shuffle, Seed: 3);
        var stream = Stream(count, new() { ShuffleBuffer = 10, ReadAhead = ahead }, missingEvery: 5);
        List<string> whole = Epoch(stream, options, epoch: 2);
        whole.Count.ShouldBe(9);

        for (int skipped = 0; skipped <= whole.Count; skipped++)
            Epoch(stream, options, epoch: 2, skipped).ShouldBe(whole[skipped..]);
    }

    [Fact]
    public void A_batch_has_a_mask_where_it_lacks_a_label_itself()
    {
        using BatchSource source = Stream(40, new(), missingEvery: 15).Open(CPU, new BatchOptions(8));
        source.BeginEpoch(0);
        var masks = new List<string>();
        using var scope = NewDisposeScope();
        while (source.TryNext(out Batch batch))
            masks.Add(batch.Mask(1) is { } mask ? string.Join("", mask.Floats()) : "none");

        // Rows 0, 15 and 30 lack their digit.
        masks.ShouldBe(["01111111", "11111110", "none", "11111101", "none"]);
    }

    [Fact]
    public void The_number_of_batches_is_known_once_all_is_read()
    {
        var stream = Stream(65, new());
        using BatchSource source = stream.Open(CPU, new BatchOptions(8));
        (source.Batches, source.Examples, stream.Count).ShouldBe((null, null, null));

        Rows(source, epoch: 0);

        (source.Batches, source.Examples, stream.Count).ShouldBe((8, 65, 65));
        using BatchSource dropping = stream.Open(CPU, new BatchOptions(8, DropLastIncomplete: true));
        (dropping.Batches, dropping.Examples).ShouldBe((8, 64));
    }

    [Fact]
    public void A_stream_without_examples_or_full_batches_is_refused_when_it_is_read()
    {
        Should.Throw<ArgumentException>(() => Epoch(Stream(0, new()), new BatchOptions(8))).Message
            .ShouldBe("There is nothing to train on or to measure: the stream has no example.");
        Should.Throw<ArgumentException>(() => Epoch(Stream(5, new()), new BatchOptions(8, DropLastIncomplete: true))).Message
            .ShouldContain("5 examples, a batch 8, and DropLastIncomplete leaves none");
        Should.Throw<ArgumentException>(() => ExampleStream<Cards.Example>.Csv(() => new Cards(), [], Cards.FromRow, null, null)).Message
            .ShouldStartWith("There is no file to read");
    }

    [Fact]
    public void Length_buckets_are_refused() =>
        Should.Throw<ArgumentException>(() => Stream(5, new()).Open(CPU, new BatchOptions(8, Shuffle: true, LengthBuckets: 4))).Message
            .ShouldStartWith("LengthBuckets is 4, and buckets need the lengths of all examples");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Files_are_taken_in_an_order_of_the_epochs_own(int interleave)
    {
        string[] paths = [.. Enumerable.Range(0, 4).Select(file => Csv($"part{file}.csv", Enumerable.Range(100 * file, 5 + file)))];
        var stream = ExampleStream<Cards.Example>.Csv(() => new Cards(), paths, Cards.FromRow, null, new() { ShuffleBuffer = 1, Interleave = interleave });

        using BatchSource straight = stream.Open(CPU, new BatchOptions(4)), shuffled = stream.Open(CPU, new BatchOptions(4, Shuffle: true, Seed: 9));
        long[] inOrder = Rows(straight, epoch: 0);
        long[][] epochs = [.. Enumerable.Range(0, 3).Select(epoch => Rows(shuffled, epoch))];

        inOrder.ShouldBe(inOrder.Order());
        foreach (int epoch in Enumerable.Range(0, 3))
        {
            long[] files = Shuffle.Order(9, epoch, 4);
            epochs[epoch].ShouldBe(InTurns(files, interleave));
        }

        static IEnumerable<long> InTurns(long[] files, int count)
        {
            var waiting = new Queue<Queue<long>>(files.Select(file => new Queue<long>(Enumerable.Range(100 * (int)file, 5 + (int)file).Select(row => (long)row))));
            var turns = new Queue<Queue<long>>();
            while (turns.Count + waiting.Count > 0)
            {
                while (turns.Count < count && waiting.Count > 0)
                    turns.Enqueue(waiting.Dequeue());
                Queue<long> turn = turns.Dequeue();
                if (turn.Count == 0)
                    continue;
                yield return turn.Dequeue();
                turns.Enqueue(turn);
            }
        }
    }

    [Fact]
    public void What_is_wrong_with_an_example_is_said_with_its_line()
    {
        string path = _folder.File("cards.csv");
        File.WriteAllText(path, "features_0,features_1,features_2,features_3,digit\n1,2,3,4,5\n1,2,3,4,12\n");
        var stream = ExampleStream<Cards.Example>.Csv(() => new Cards(), [path], row => new(row.Singles("Features", 4), row.Int32OrNull("Digit")), null, null);

        Should.Throw<ArgumentException>(() => Epoch(stream, new BatchOptions(1, Shuffle: true))).Message
            .ShouldBe("Digit of cards.csv, line 3 is 12; its 10 classes are 0 to 9. A missing label is null.");
        var sequence = ExampleStream<Cards.Example>.Sequence(() => new Cards(), () => new[] { 3, 11 }.AsEnumerable(), digit => new Cards.Example(new float[4], digit), null);
        Should.Throw<ArgumentException>(() => Epoch(sequence, new BatchOptions(1))).Message.ShouldStartWith("Digit of row 2 of the stream is 11;");
    }

    private static ExampleStream<Cards.Example> Stream(int count, StreamOptions options, int missingEvery = int.MaxValue) =>
        ExampleStream<Cards.Example>.Sequence(() => new Cards(), () => Examples(count, missingEvery), example => example, options);

    private static IEnumerable<Cards.Example> Examples(int count, int missingEvery = int.MaxValue) => Enumerable.Range(0, count).Select(row =>
        new Cards.Example([row, row + 0.5f, -row, 1], row % missingEvery == 0 && missingEvery < int.MaxValue ? null : row % 10, (Suit)(row % 4), row));

    private string Csv(string name, IEnumerable<int> rows)
    {
        string path = _folder.File(name);
        File.WriteAllLines(path, rows.Select(row => $"{row},0,0,0,1").Prepend("features_0,features_1,features_2,features_3,digit"));
        return path;
    }

    /// <summary>The first feature of each row: its number.</summary>
    private static long[] Rows(BatchSource source, int epoch)
    {
        var rows = new List<long>();
        source.BeginEpoch(epoch);
        using var scope = NewDisposeScope();
        while (source.TryNext(out Batch batch))
            rows.AddRange(batch.Values(0).reshape(batch.Count, 4).select(1, 0).Floats().Select(number => (long)number));
        return [.. rows];
    }

    /// <summary>Everything that there is to a batch, as text.</summary>
    private static List<string> Epoch(ExampleSource stream, BatchOptions options, int epoch = 0, int skipped = 0)
    {
        using BatchSource source = stream.Open(CPU, options);
        var batches = new List<string>();
        source.BeginEpoch(epoch, skipped);
        using var scope = NewDisposeScope();
        while (source.TryNext(out Batch batch))
        {
            batches.Add($"{batch.Count}: {string.Join(' ', batch.Values(0).Floats())}; {string.Join(' ', batch.Values(1).Longs())} " +
                $"{(batch.Mask(1) is { } mask ? string.Join(' ', mask.Floats()) : "")}; {string.Join(' ', batch.Values(2).Longs())}; {string.Join(' ', batch.Values(3).Floats())}");
        }
        source.TryNext(out _).ShouldBeFalse();
        return batches;
    }
}
