using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(false, 0, 0.0, new[] { 3.0, 2, 2, 1, 1 }, 3, 2)]
    [InlineData(false, 1, 0.0, new[] { 3.0, 2, 2, 1, 1 }, 5, 4)]
    [InlineData(false, 1, 0.0, new[] { 3.0, 3.5, 3.5, 1, 1 }, 3, 1)]
    [InlineData(false, 2, 0.5, new[] { 3.0, 2.6, 2.7, 2.4, 2.4 }, 5, 4)]
    [InlineData(false, 1, 0.5, new[] { 3.0, 2.6, 2.7, 2.4, 2.4 }, 3, 1)]
    [InlineData(true, 0, 0.0, new[] { 0.1, 0.2, 0.2, 0.3, 0.3 }, 3, 2)]
    [InlineData(false, 4, 0.0, new[] { 3.0, double.NaN, 2, 1, 1 }, 2, 1)]
    [InlineData(true, 4, 0.0, new[] { 0.1, 0.2, double.PositiveInfinity, 1, 1 }, 3, 3)]
    public void Training_ends_when_patience_does(bool isMaximized, int patience, double minDelta, double[] metrics, int epochs, int bestEpoch)
    {
        var stopping = new EarlyStopping(patience) { MinDelta = minDelta, Metric = CallbackRuns.Scripted(isMaximized, metrics) };
        bool isEarly = epochs < CallbackRuns.Epochs;

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [stopping] }, look: history =>
        {
            history.Epochs.Count.ShouldBe(epochs);
            if (isEarly) history.StopReason.ShouldBe(StopReason.EarlyStopped);
        });

        stopping.BestEpoch.ShouldBe(bestEpoch);
        stopping.Best.ShouldBe(metrics[bestEpoch - 1]);
    }

    [Fact]
    public void What_is_not_a_number_may_be_one_that_is_no_better()
    {
        var stopping = new EarlyStopping(1) { StopOnNonFinite = false, Metric = CallbackRuns.Scripted(false, double.NaN, 2, double.NaN, 1, 1) };

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [stopping] }, look: history => history.Epochs.Count.ShouldBe(5));

        stopping.Best.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    public void The_model_is_left_with_the_best_weights_or_the_last(bool restoresBest, int expectedEpoch)
    {
        var weights = new List<float[]>();
        var keep = new Calls { EpochEnd = run => weights.Add(run.Model.Arena.Values.Floats()) };
        var stopping = new EarlyStopping(1) { RestoreBest = restoresBest, Metric = CallbackRuns.Scripted(false, 3, 1, 2, 2) };

        float[] left = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [stopping, keep] });

        weights.Count.ShouldBe(4);
        left.ShouldBe(weights[expectedEpoch - 1]);
    }

    [Fact]
    public void Buffers_are_restored_with_the_weights()
    {
        using var model = new Branches(seed: 1, device: "cpu");
        Branches.Example[] examples = [.. Enumerable.Range(0, 20).Select(row =>
            new Branches.Example(FitTests.Row(row, 16), FitTests.Row(row, 3), (Kind)(row % 3), FitTests.Row(row, 3), new bool[4], row > 9))];
        var buffers = new List<float[]>();
        var keep = new Calls { EpochEnd = run => buffers.Add(Statistics(run.Model)) };
        int epoch = 0;
        var metric = MonitoredMetric.Maximize((Branches.Metrics _) => -epoch++);

        model.Fit(examples, examples, new() { Epochs = 3, BatchSize = 5, Callbacks = [keep, new EarlyStopping { Metric = metric }] });

        buffers[0].ShouldNotBe(buffers[2]);
        Statistics(model).ShouldBe(buffers[0]);

        static float[] Statistics(MultiTaskModel model) =>
            [.. model.named_buffers().Where(buffer => buffer.name.Contains("running", StringComparison.Ordinal)).SelectMany(buffer => buffer.buffer.Floats())];
    }

    [Fact]
    public void Without_validation_data_the_training_loss_is_watched()
    {
        var stopping = new EarlyStopping();
        double[] losses = [];

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [stopping] }, validates: false,
            look: history => losses = [.. history.Epochs.Select(epoch => epoch.Train.Joint)]);

        stopping.Best.ShouldBe(losses.Min());
    }

    [Fact]
    public void Every_validation_within_an_epoch_is_looked_at()
    {
        var stopping = new EarlyStopping(0) { Metric = CallbackRuns.Scripted(false, 3, 2, 1, 2) };

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [stopping], ValidateEvery = Interval.Steps(2) },
            look: history => history.StopReason.ShouldBe(StopReason.EarlyStopped));

        (stopping.Best, stopping.BestEpoch).ShouldBe((1.0, 2));
    }

    [Theory, MemberData(nameof(CallbackRuns.Moments), MemberType = typeof(CallbackRuns))]
    public void A_resumed_run_stops_where_the_whole_one_does(long step, bool atEpochEnd)
    {
        double[] metrics = [3, 1, 2, 1.5, 1.2];
        float[] whole = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [Stopping(0)] });

        CallbackRuns.FitInterrupted(Callbacks(), step, atEpochEnd).ShouldBe(whole);

        EarlyStopping Stopping(int done) => new(2) { Metric = CallbackRuns.Scripted(false, metrics[done..]) };

        Func<TrainingCallback[]> Callbacks()
        {
            // The epochs that the first part has validated, which the second one does not validate again.
            int[] done = [0, (int)(atEpochEnd ? step / CallbackRuns.StepsOfEpoch : (step - 1) / CallbackRuns.StepsOfEpoch)];
            int part = 0;
            return () => [Stopping(done[part++])];
        }
    }

    [Fact]
    public void A_run_that_was_stopped_early_does_not_go_on_when_resumed()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File();
        EarlyStopping Stopping() => new(0) { Metric = CallbackRuns.Scripted(false, 1, 2, 0.5) };
        var save = new Calls { EpochEnd = run => run.SaveCheckpoint(path) };
        float[] first = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [Stopping(), save] });

        float[] second = CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [Stopping()], Resume = path }, look: history =>
        {
            history.StopReason.ShouldBe(StopReason.EarlyStopped);
            history.Epochs.Count.ShouldBe(2);
        });

        second.ShouldBe(first);
    }

    [Fact]
    public void Wrong_options_are_refused_by_name_and_value()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new EarlyStopping(-1)).Message
            .ShouldStartWith("The patience is -1 validations without a better metric, and has to be at least 0.");
        Should.Throw<ArgumentOutOfRangeException>(() => new EarlyStopping { MinDelta = double.NaN }).Message
            .ShouldStartWith("MinDelta is NaN, and has to be at least 0 and finite.");
    }
}
