using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>The thread that reads a stream ahead: waiting, ending, failing.</summary>
public class StreamThreadTests
{
    // Against a test that hangs; nothing is measured by it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Reading_waits_where_enough_is_read()
    {
        int read = 0;
        var options = new StreamOptions { ReadAhead = 64, ShuffleBuffer = 100 };
        using BatchSource source = Stream(Endless(() => Interlocked.Increment(ref read)), options).Open(CPU, new BatchOptions(16, Shuffle: true));

        source.BeginEpoch(0);
        source.TryNext(out _).ShouldBeTrue();
        SpinWait.SpinUntil(() => Volatile.Read(ref read) >= 100 + 64 + 16, Patience).ShouldBeTrue();
        Thread.Sleep(50);

        // The buffer, what is read ahead, a run in use, one being released, one being filled, two rows of the next.
        Volatile.Read(ref read).ShouldBeInRange(100 + 64 + 16, 100 + 64 + 3 * 16 + 2);
        for (int batch = 0; batch < 100; batch++)
            source.TryNext(out _).ShouldBeTrue();
    }

    [Fact]
    public void Disposing_in_the_middle_of_an_epoch_ends_the_thread_and_closes_what_it_read()
    {
        bool closed = false;
        Thread? thread = null;
        BatchSource source = Stream(Rows(), new()).Open(CPU, new BatchOptions(16));
        source.BeginEpoch(0);
        source.TryNext(out _).ShouldBeTrue();

        source.Dispose();

        closed.ShouldBeTrue();
        thread!.Join(Patience).ShouldBeTrue();

        IEnumerable<Cards.Example> Rows()
        {
            thread = Thread.CurrentThread;
            try
            {
                foreach (Cards.Example example in Endless(() => 0))
                    yield return example;
            }
            finally
            {
                closed = true;
            }
        }
    }

    [Fact]
    public void A_new_epoch_ends_the_one_before()
    {
        int open = 0;
        using BatchSource source = Stream(Rows(), new()).Open(CPU, new BatchOptions(16));
        for (int epoch = 0; epoch < 5; epoch++)
        {
            source.BeginEpoch(epoch);
            source.TryNext(out Batch batch).ShouldBeTrue();
            Volatile.Read(ref open).ShouldBe(1);
        }

        IEnumerable<Cards.Example> Rows()
        {
            Interlocked.Increment(ref open);
            try
            {
                foreach (Cards.Example example in Endless(() => 0))
                    yield return example;
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waiting_can_be_cancelled_and_a_sequence_that_waits_for_ever_can_be_disposed(bool listens)
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = new TaskCompletionSource();
        var stream = ExampleStream<Cards.Example>.Sequence(() => new Cards(), () => Never(waiting, listens), example => example, null);
        Task reading = Task.Run(() =>
        {
            using BatchSource source = stream.Open(CPU, new BatchOptions(16));
            source.BeginEpoch(0);
            source.TryNext(out _, cancellation.Token);
        });
        await waiting.Task.WaitAsync(Patience);

        cancellation.Cancel();

        await Should.ThrowAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_error_comes_after_the_batches_before_it_with_the_stack_it_had(bool asynchronous)
    {
        var stream = asynchronous
            ? ExampleStream<Cards.Example>.Sequence(() => new Cards(), () => FailingLater(), example => example, null)
            : Stream(Failing(), new());
        using BatchSource source = stream.Open(CPU, new BatchOptions(16));

        for (int epoch = 0; epoch < 2; epoch++)
        {
            source.BeginEpoch(epoch);
            source.TryNext(out _).ShouldBeTrue();
            source.TryNext(out _).ShouldBeTrue();
            var exception = Should.Throw<InvalidTimeZoneException>(() =>
            {
                while (source.TryNext(out _)) { }
            });
            exception.Message.ShouldBe("row 4096");
            exception.StackTrace!.ShouldContain(nameof(Fail));
        }
    }

    [Fact]
    public void An_asynchronous_sequence_is_read_and_disposed()
    {
        bool disposed = false;
        var stream = ExampleStream<int>.Sequence(() => new Numbers(), () => Rows(), number => number, null);
        using BatchSource source = stream.Open(CPU, new BatchOptions(4));
        source.BeginEpoch(0);
        var numbers = new List<float>();
        using (NewDisposeScope())
        {
            while (source.TryNext(out Batch batch))
                numbers.AddRange(batch.Values(0).Floats());
        }

        numbers.ShouldBe(Enumerable.Range(0, 10).Select(number => (float)number));
        disposed.ShouldBeTrue();

        async IAsyncEnumerable<int> Rows()
        {
            try
            {
                for (int row = 0; row < 10; row++)
                {
                    if (row % 3 == 0)
                        await Task.Delay(1);
                    yield return row;
                }
            }
            finally
            {
                disposed = true;
            }
        }
    }

    [Fact]
    public void Batches_are_gone_when_the_next_run_is_taken_and_when_the_source_is_disposed()
    {
        Batch first, last = default;
        using (BatchSource source = Stream(Endless(() => 0), new() { ReadAhead = 32 }).Open(CPU, new BatchOptions(16)))
        {
            source.BeginEpoch(0);
            source.TryNext(out first).ShouldBeTrue();
            for (int batch = 0; batch < 10; batch++)
                source.TryNext(out last).ShouldBeTrue();
            using Tensor values = last.Values(0);
        }

        Should.Throw<ObjectDisposedException>(() => first.Values(0));
        Should.Throw<ObjectDisposedException>(() => last.Values(0));
    }

    [Fact]
    public void Reading_before_the_first_epoch_is_an_error()
    {
        using BatchSource source = Stream(Endless(() => 0), new()).Open(CPU, new BatchOptions(16));

        Should.Throw<InvalidOperationException>(() => source.TryNext(out _)).Message.ShouldContain("BeginEpoch");
    }

    private static ExampleStream<Cards.Example> Stream(IEnumerable<Cards.Example> examples, StreamOptions options) =>
        ExampleStream<Cards.Example>.Sequence(() => new Cards(), () => examples, example => example, options);

    private static IEnumerable<Cards.Example> Endless(Func<int> read)
    {
        while (true)
        {
            read();
            yield return new Cards.Example(new float[4], 1, Suit.Clubs, 0);
        }
    }

    private static async IAsyncEnumerable<Cards.Example> Never(TaskCompletionSource waiting, bool listens, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return new Cards.Example(new float[4]);
        waiting.SetResult();
        await Task.Delay(Timeout.Infinite, listens ? cancellation : CancellationToken.None);
    }

    private static IEnumerable<Cards.Example> Failing() => Endless(() => 0).Take(4096).Concat(Enumerable.Range(0, 1).Select(_ => Fail()));

    private static async IAsyncEnumerable<Cards.Example> FailingLater()
    {
        foreach (Cards.Example example in Failing())
        {
            yield return example;
            await Task.CompletedTask;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Cards.Example Fail() => throw new InvalidTimeZoneException("row 4096");

    private sealed class Numbers : Dataset<int>
    {
        private readonly RealColumn _number = new("Number");

        public Numbers() => Register(_number);

        protected override void Append(int example) => _number.Add((float?)example);
    }
}
