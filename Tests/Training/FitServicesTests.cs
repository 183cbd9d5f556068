using System.Diagnostics;
using System.Diagnostics.Metrics;
using MtlDsl.Tests.Contract;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>What Fit does besides learning: limits, intervals, callbacks, telemetry, profile.</summary>
[Collection(nameof(SharedProcess))]
public sealed class FitServicesTests
{
    // 10 batches of 10.
    private static readonly QuickStart.Dataset Train = QuickStartData.Make(100, seed: 1);
    private static readonly QuickStart.Dataset Validation = QuickStartData.Make(40, seed: 2);

    [Fact]
    public void Callbacks_are_called_in_order_and_checkpoints_come_last()
    {
        using var folder = new TemporaryFolder();
        var calls = new List<string>();
        using var model = new QuickStart(device: "cpu");

        model.Fit(Train, Validation, new()
        {
            BatchSize = 50, Epochs = 2, Callbacks = [new ModelCheckpoint(folder.Path), new Recorder("a", calls), new Recorder("b", calls)],
        });

        string[] epoch =
        [
            "epoch begin", "step end", "step end", "validation begin", "validation end", "epoch end",
        ];
        string[] expected = ["training begin", .. epoch, .. epoch, "training end"];
        calls.Where(call => call.StartsWith("a ")).ShouldBe(expected.Select(call => $"a {call}"));
        calls.Take(2).ShouldBe(["a training begin", "b training begin"]);
    }

    [Fact]
    public void A_fast_dev_run_takes_one_batch_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var model = new QuickStart(device: "cpu");
        var calls = new List<string>();

        var history = model.Fit(Train, Validation, new()
        {
            FastDevRun = true, Epochs = 9, BatchSize = 10, Callbacks = [new Recorder("a", calls), new ModelCheckpoint(folder.Path)],
        });

        var epoch = history.Epochs.ShouldHaveSingleItem();
        epoch.Steps.ShouldBe(1);
        epoch.Validation!.Digit.Count.ShouldBe(40);
        calls.Count(call => call == "a step end").ShouldBe(1);
        folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Batches_are_limited_for_training_and_for_validation()
    {
        using var model = new QuickStart(device: "cpu");

        var history = model.Fit(Train, QuickStartData.Make(3000, seed: 3), new() { BatchSize = 10, Epochs = 2, LimitBatches = 3, LimitValidationBatches = 1 });

        history.Epochs.Select(epoch => epoch.Steps).ShouldBe([3, 3]);
        history.Epochs[1].Validation!.Digit.Count.ShouldBe(1024);
    }

    [Fact]
    public void Few_batches_are_learnt_by_heart()
    {
        using var model = new QuickStart(device: "cpu");

        var history = model.Fit(Train, Validation, new() { OverfitBatches = 2, BatchSize = 10, Epochs = 60, Optimizer = new Adam(1e-2) });

        history.Epochs[^1].Steps.ShouldBe(2);
        // 20 examples of 100 features: whoever sees only these, and sees them again and again, knows them.
        history.Epochs[^1].Validation!.Digit.Count.ShouldBe(20);
        history.Epochs[^1].Validation!.Digit.Accuracy.ShouldBe(1);
        history.Epochs[^1].Validation!.Joint.Loss.ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Validation_comes_every_so_many_epochs_or_steps()
    {
        using var model = new QuickStart(device: "cpu");

        var epochs = model.Fit(Train, Validation, new() { BatchSize = 10, Epochs = 5, ValidateEvery = Interval.Epochs(2) });
        var steps = model.Fit(Train, Validation, new() { BatchSize = 10, Epochs = 2, ValidateEvery = Interval.Steps(4) });

        epochs.Epochs.Select(epoch => epoch.Validation is not null).ShouldBe([false, true, false, true, false]);
        steps.Validations.Select(entry => (entry.Epoch, entry.Step)).ShouldBe([(1, 4), (1, 8), (2, 12), (2, 16), (2, 20)]);
        steps.Epochs.ShouldAllBe(epoch => epoch.Validation == null);
        model.training.ShouldBeTrue();
    }

    [Fact]
    public void Steps_and_time_are_limited()
    {
        using var model = new QuickStart(device: "cpu");

        var steps = model.Fit(Train, options: new() { BatchSize = 10, Epochs = 5, MaxSteps = 13 });
        var time = model.Fit(Train, options: new() { BatchSize = 10, Epochs = int.MaxValue, MaxTime = TimeSpan.FromMilliseconds(50) });

        (steps.StopReason, steps.Epochs.Count, steps.Epochs[1].Steps).ShouldBe((StopReason.MaxStepsReached, 2, 3));
        time.StopReason.ShouldBe(StopReason.MaxTimeReached);
    }

    [Fact]
    public void Accumulated_batches_make_a_step_and_what_is_left_makes_one_too()
    {
        using var model = new QuickStart(device: "cpu");

        var history = model.Fit(Train, options: new() { BatchSize = 10, Epochs = 1, AccumulateGradients = 4 });

        history.Epochs[0].Steps.ShouldBe(3);
    }

    [Fact]
    public void Accumulating_equal_batches_is_a_larger_batch()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        using var other = new QuickStart(seed: 1, device: "cpu");

        model.Fit(Train, options: new() { BatchSize = 10, Epochs = 1, AccumulateGradients = 5, ClipNorm = 0.1 });
        other.Fit(Train, options: new() { BatchSize = 50, Epochs = 1, ClipNorm = 0.1 });

        float[] expected = other.Arena.Values.data<float>().ToArray();
        // Sums of float32 in another order.
        model.Arena.Values.data<float>().ToArray().Zip(expected, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void The_profile_and_the_history_tell_what_a_run_was_like()
    {
        using var model = new QuickStart(device: "cpu");

        var history = model.Fit(Train, Validation, new() { BatchSize = 10, Epochs = 2, Optimizer = new Adam(0.002) });

        StepProfile profile = history.Profile;
        new[] { profile.DataWait, profile.Forward, profile.Backward, profile.Optimizer, profile.Other }.ShouldAllBe(part => part > TimeSpan.Zero);
        profile.Total.ShouldBeLessThan(history.Epochs.Aggregate(TimeSpan.FromSeconds(1), (sum, epoch) => sum + epoch.Duration));
        profile.ToString().ShouldMatch(@"^data \d+\.\d %, forward \d+\.\d %, backward \d+\.\d %, optimizer \d+\.\d %, other \d+\.\d %$");
        history.Epochs[0].LearningRate.ShouldBe(0.002);
        history.Epochs[0].GradientNorm.ShouldBeInRange(1e-6, 1e6);
        history.Epochs[0].LossWeights.ShouldBe([1, 0.5]);
        history.Model.Model.ShouldBe("QuickStart");
        history.Tasks.ShouldBe(["Digit", "Suit"]);
    }

    [Fact]
    public void Meters_and_activities_are_named_MtlDsl()
    {
        var counts = new Dictionary<string, double>();
        var activities = new List<string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "MtlDsl") listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + value);
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + 1);
        meters.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MtlDsl",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Add(activity.OperationName),
        };
        ActivitySource.AddActivityListener(listener);
        using var folder = new TemporaryFolder();
        using var model = new QuickStart(device: "cpu");

        model.Fit(Train, Validation, new() { BatchSize = 10, Epochs = 2, Callbacks = [new ModelCheckpoint(folder.Path) { KeepBest = 0 }] });

        counts["mtldsl.training.steps"].ShouldBe(20);
        counts["mtldsl.training.examples"].ShouldBe(200);
        counts["mtldsl.training.loss"].ShouldBe(40);
        counts["mtldsl.training.gradient_norm"].ShouldBe(20);
        activities.ShouldBe(["validation", "checkpoint", "epoch", "validation", "checkpoint", "epoch", "fit"]);
    }

    [Fact]
    public void A_metric_of_another_model_or_without_validation_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var model = new QuickStart(device: "cpu");
        FitOptions Watch(MonitoredMetric metric, string name) =>
            new() { Epochs = 1, Callbacks = [new ModelCheckpoint(folder.File(name)) { Metric = metric }] };
        MonitoredMetric accuracy = MonitoredMetric.Maximize((QuickStart.Metrics m) => m.Digit.Accuracy);

        accuracy.Name.ShouldBe("Digit.Accuracy");
        Should.Throw<InvalidOperationException>(() => model.Fit(Train, options: Watch(accuracy, "a"))).Message.ShouldContain("no validation metrics");
        Should.Throw<InvalidOperationException>(() => model.Fit(Train, Validation, Watch(MonitoredMetric.Minimize((Branches.Metrics m) => m.Place.Mae), "b")))
            .Message.ShouldContain("QuickStart+Metrics");
    }

    private sealed class Recorder(string name, List<string> calls) : TrainingCallback
    {
        public override void OnTrainingBegin(TrainingRun run) => calls.Add($"{name} training begin");

        public override void OnEpochBegin(TrainingRun run) => calls.Add($"{name} epoch begin");

        public override void OnStepEnd(TrainingRun run) => calls.Add($"{name} step end");

        public override void OnValidationBegin(TrainingRun run) => calls.Add($"{name} validation begin");

        public override void OnValidationEnd(TrainingRun run, ModelMetrics? metrics) => calls.Add($"{name} validation end");

        public override void OnEpochEnd(TrainingRun run) => calls.Add($"{name} epoch end");

        public override void OnTrainingEnd(TrainingRun run) => calls.Add($"{name} training end");
    }
}
