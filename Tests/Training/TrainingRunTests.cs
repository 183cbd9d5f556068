using Microsoft.Extensions.Logging;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class TrainingRunTests
{
    private static readonly string[] Tasks = ["Digit", "Suit"];

    [Theory]
    [InlineData(10, 4, false, new[] { 4, 4, 2 })]
    [InlineData(9, 4, false, new[] { 4, 5 })]
    [InlineData(8, 4, false, new[] { 4, 4 })]
    [InlineData(3, 4, false, new[] { 3 })]
    [InlineData(1, 4, false, new[] { 1 })]
    [InlineData(3, 1, false, new[] { 1, 1, 1 })]
    [InlineData(10, 4, true, new[] { 4, 4 })]
    [InlineData(9, 4, true, new[] { 4, 4 })]
    public void An_epoch_goes_through_all_examples(int count, int batchSize, bool dropLast, int[] expected)
    {
        using var model = new QuickStartByHand();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, count, new FitOptions { BatchSize = batchSize, DropLastIncomplete = dropLast, Epochs = 2 });
        int epochs = 0;
        while (run.NextEpoch())
        {
            epochs++;
            var batches = new List<long[]>();
            while (run.NextBatch(out Batch batch)) batches.Add(Indices(batch));
            run.EndEpoch();

            batches.Select(batch => batch.Length).ShouldBe(expected);
            batches.SelectMany(batch => batch).Distinct().Count().ShouldBe(expected.Sum());
        }
        epochs.ShouldBe(2);
    }

    [Fact]
    public void The_order_is_that_of_the_seed_and_the_epoch()
    {
        using var model = new QuickStartByHand(seed: 5);
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 50, new FitOptions { BatchSize = 50, Epochs = 2 });
        using TrainingRun<HandLosses, HandMetrics> other = Run(model, 50, new FitOptions { BatchSize = 50, Seed = 6 });

        for (int epoch = 0; run.NextEpoch(); epoch++)
        {
            run.NextBatch(out Batch batch);
            Indices(batch).ShouldBe(Shuffle.Order(5, epoch, 50));
            run.NextBatch(out _).ShouldBeFalse();
            run.EndEpoch();
        }
        other.NextEpoch();
        other.NextBatch(out Batch otherBatch);
        Indices(otherBatch).ShouldBe(Shuffle.Order(6, 0, 50));
    }

    [Fact]
    public void Without_shuffling_examples_come_in_order()
    {
        using var model = new QuickStartByHand();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 5, new FitOptions { Shuffle = false });
        run.NextEpoch();
        run.NextBatch(out Batch batch);

        Indices(batch).ShouldBe([0L, 1, 2, 3, 4]);
    }

    [Fact]
    public void Mean_losses_are_weighted_by_rows()
    {
        using var model = new QuickStartByHand();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 6, new FitOptions { BatchSize = 4 });
        run.NextEpoch();

        Step(run, 1, 2, 3);
        Step(run, 4, 5, 6);

        run.MeanLoss(0).ShouldBe((4 * 1 + 2 * 4) / 6.0);
        run.MeanLoss(2).ShouldBe((4 * 3 + 2 * 6) / 6.0);
    }

    [Fact]
    public void Cancellation_ends_the_epoch_and_the_run()
    {
        using var model = new QuickStartByHand();
        using var cancellation = new CancellationTokenSource();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 12, new FitOptions { BatchSize = 4 }, token: cancellation.Token);
        run.NextEpoch().ShouldBeTrue();
        Step(run, 1, 1, 1);
        cancellation.Cancel();

        run.NextBatch(out _).ShouldBeFalse();
        run.EndEpoch();
        run.NextEpoch().ShouldBeFalse();
        History<HandLosses, HandMetrics> history = run.Finish();

        Epoch<HandLosses, HandMetrics> epoch = history.Epochs.ShouldHaveSingleItem();
        epoch.Validation.ShouldBeNull();
        epoch.Train.Joint.ShouldBe(1);
        history.StopReason.ShouldBe(StopReason.Cancelled);
    }

    [Fact]
    public void Cancellation_during_validation_keeps_the_epoch()
    {
        using var model = new QuickStartByHand();
        using var cancellation = new CancellationTokenSource();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 4, token: cancellation.Token, measure: (_, token) =>
        {
            cancellation.Cancel();
            token.ThrowIfCancellationRequested();
            return new HandMetrics();
        });
        run.NextEpoch();
        Step(run, 1, 1, 1);
        run.NextBatch(out _).ShouldBeFalse();
        run.EndEpoch();

        run.NextEpoch().ShouldBeFalse();
        run.Finish().Epochs.ShouldHaveSingleItem().Validation.ShouldBeNull();
        run.StopReason.ShouldBe(StopReason.Cancelled);
    }

    [Fact]
    public void A_run_cancelled_before_it_begins_takes_no_step()
    {
        using var model = new QuickStartByHand();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 4, token: new CancellationToken(canceled: true));

        run.NextEpoch().ShouldBeFalse();
        run.StopReason.ShouldBe(StopReason.Cancelled);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_training_by_name()
    {
        using var model = new QuickStartByHand();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 12, new FitOptions { BatchSize = 4 });
        run.NextEpoch();
        Step(run, 1, 1, 1);

        var error = Should.Throw<TrainingDivergedException>(() => Step(run, float.NaN, 1, float.NaN));

        (error.Task, error.Epoch).ShouldBe(("Suit", 1));
        error.Message.ShouldStartWith("The loss of Suit is NaN at step");
    }

    [Fact]
    public void Progress_comes_at_the_end_of_each_epoch_and_sparingly_within()
    {
        using var model = new QuickStartByHand();
        var heard = new List<TrainingProgress>();
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 4000, new FitOptions { BatchSize = 4, Epochs = 2 }, new Listener(heard.Add), measure: (_, _) => new HandMetrics());
        while (run.NextEpoch())
        {
            for (int i = 0; i < 1000; i++) Step(run, 1, 2, 3);
            run.NextBatch(out _);
            run.EndEpoch();
        }

        TrainingProgress[] ends = [.. heard.Where(report => report.Validation is not null)];
        ends.Select(report => (report.Epoch, report.Step, report.Steps)).ShouldBe([(1, 1000, 1000), (2, 1000, 1000)]);
        ends[1].TaskLosses.ShouldBe([new NamedLoss("Digit", 2), new NamedLoss("Suit", 3)]);
        ends[1].Remaining.ShouldBe(TimeSpan.Zero);
        TrainingProgress[] within = [.. heard.Except(ends)];
        within.Length.ShouldBeLessThanOrEqualTo((int)(ends[1].Elapsed / TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void The_seed_of_a_run_is_that_of_its_dropout_until_it_ends()
    {
        using var model = new QuickStartByHand(seed: 5);
        using var other = new QuickStartByHand(seed: 6);
        long Seed(MultiTaskModel of)
        {
            of.SeedStep(1);
            return of.StepRandom.initial_seed();
        }

        using (Run(model, 4, new FitOptions { Seed = 6 })) Seed(model).ShouldBe(Seed(other));

        Seed(model).ShouldNotBe(Seed(other));
    }

    [Fact]
    public void A_logger_hears_of_start_epochs_and_end()
    {
        using var model = new QuickStartByHand(seed: 5);
        var logger = new ListLogger();
        using (var run = Run(model, 6, new FitOptions { BatchSize = 4, Epochs = 1, Logger = logger }))
        {
            run.NextEpoch();
            Step(run, 1, 2, 3);
            Step(run, 1, 2, 3);
            run.NextBatch(out _);
            run.EndEpoch();
        }

        logger.Lines.Select(line => line.Event.Id).ShouldBe([1, 2, 3]);
        logger.Lines[0].Text.ShouldBe("Training QuickStart on cpu: 6 examples, 1 epochs of 2 batches, seed 5");
        logger.Lines[2].Text.ShouldStartWith("Training of QuickStart stopped (Completed) after 0 steps");
    }

    [Fact]
    public void Data_that_makes_no_batch_is_refused()
    {
        using var model = new QuickStartByHand();

        Should.Throw<ArgumentException>(() => Run(model, 0)).Message.ShouldContain("no example");
        Should.Throw<ArgumentException>(() => Run(model, 3, new FitOptions { BatchSize = 4, DropLastIncomplete = true }))
            .Message.ShouldContain("BatchSize at most 3");
        Should.Throw<ArgumentOutOfRangeException>(() => new FitOptions { Epochs = 0 }).Message.ShouldStartWith("Epochs is 0");
        Should.Throw<ArgumentOutOfRangeException>(() => new FitOptions { ClipNorm = -1 }).Message.ShouldStartWith("ClipNorm is -1");
    }

    [Fact]
    public void Training_learns_a_rule_of_the_features()
    {
        using var model = new QuickStartByHand(seed: 1);
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Reference.Values([256, 100], salt: 7);
        Tensor digits = features.narrow(1, 0, 10).argmax(1), suits = features.narrow(1, 10, 5).argmax(1);
        using TrainingRun<HandLosses, HandMetrics> run = Run(model, 256, new FitOptions { Epochs = 40, Optimizer = new Adam(1e-2) });

        while (run.NextEpoch())
        {
            while (run.NextBatch(out Batch batch))
            {
                using DisposeScope step = NewDisposeScope();
                Tensor rows = batch.Values(0).view(-1).to(ScalarType.Int64);
                (Tensor joint, Tensor digit, Tensor suit) = model.TrainStep(
                    features.index_select(0, rows), digits.index_select(0, rows), suits.index_select(0, rows), run.Optimizer);
                run.Record(joint, new(digit, null), new(suit, null));
            }
            run.EndEpoch();
        }
        History<HandLosses, HandMetrics> history = run.Finish();

        // Chance is ln 10 = 2.3 for the digit and ln 5 = 1.6 for the suit. A frozen trunk leaves 64 random features, far too few to fit 256
        // examples this closely.
        history.Epochs[^1].Train.Digit.ShouldBeLessThan(0.05);
        history.Epochs[^1].Train.Suit.ShouldBeLessThan(0.05);
        history.Epochs.Count.ShouldBe(40);
        history.StopReason.ShouldBe(StopReason.Completed);
        history.ToString().Split('\n')[0].ShouldBe("epoch   joint   Digit    Suit  steps  seconds");
    }

    private static void Step(TrainingRun run, float joint, float digit, float suit)
    {
        using DisposeScope scope = NewDisposeScope();
        run.NextBatch(out _).ShouldBeTrue();
        run.Record(tensor(joint), new(tensor(digit), null), new(tensor(suit), null));
    }

    private static long[] Indices(Batch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. batch.Values(0).contiguous().data<float>().ToArray().Select(index => (long)index)];
    }

    /// <summary>A run on examples that are their own index.</summary>
    private static TrainingRun<HandLosses, HandMetrics> Run(MultiTaskModel model, int count, FitOptions? options = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken token = default,
        Func<BatchSource, CancellationToken, HandMetrics>? measure = null)
    {
        var data = new IndexData();
        for (int i = 0; i < count; i++) data.Add(i);
        return new TrainingRun<HandLosses, HandMetrics>(
            model, HandRecords, data, measure is null ? null : data, measure ?? ((_, _) => new HandMetrics()), options, progress, token);
    }

    private static readonly ModelRecords<HandLosses, HandMetrics> HandRecords = new(
        Tasks, [1, 0.5], losses => new HandLosses(losses[0], losses[1], losses[2]), (_, _) => new HandMetrics());

    private sealed class IndexData : Dataset<int>
    {
        private readonly FeatureColumn _index = new("index", 1);

        public IndexData() => Register(_index);

        protected override void Append(int example) => _index.Add([example]);
    }

    private sealed class ListLogger : ILogger
    {
        public List<(EventId Event, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((eventId, formatter(state, exception)));
    }

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
