using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>The generated loop: batches, progress, cancellation, logging, divergence, and what evaluation leaves alone.</summary>
public sealed class FitTests
{
    [Theory]
    [InlineData(96, 3)]
    [InlineData(100, 4)]
    [InlineData(97, 3)]
    [InlineData(20, 1)]
    public void An_epoch_takes_every_example(int examples, int steps)
    {
        using var model = new QuickStart(device: "cpu");

        var history = model.Fit(QuickStartData.Make(examples, seed: 1), options: new() { Epochs = 2, BatchSize = 32 });

        history.Epochs.Select(epoch => (epoch.Number, epoch.Steps)).ShouldBe([(1, steps), (2, steps)]);
        history.StopReason.ShouldBe(StopReason.Completed);
        history.Epochs.ShouldAllBe(epoch => epoch.Validation == null);
    }

    [Fact]
    public async Task Fit_async_takes_any_sequence_of_examples()
    {
        using QuickStart model = new(seed: 1, device: "cpu"), same = new(seed: 1, device: "cpu");
        var options = new FitOptions { Epochs = 2 };

        await model.FitAsync(QuickStartData.Examples(50, seed: 1), options: options);
        same.Fit(QuickStartData.Make(50, seed: 1), options: options);

        model.Arena.Values.Floats().ShouldBe(same.Arena.Values.Floats());
    }

    [Fact]
    public void The_losses_of_an_epoch_are_means_over_examples()
    {
        QuickStart.Dataset data = QuickStartData.Make(50, seed: 1);
        using var model = new QuickStart(seed: 1, device: "cpu");
        double expected = model.Evaluate(data).Joint.Loss;

        // A learning rate this small leaves the weights as they are, to float32.
        var history = model.Fit(data, options: new() { Epochs = 1, BatchSize = 32, Optimizer = new Sgd(1e-12) });

        history.Epochs[0].Train.Joint.ShouldBe(expected, 1e-6);
        history.Epochs[0].Train.Joint.ShouldBe(history.Epochs[0].Train.Digit + 0.5 * history.Epochs[0].Train.Suit, 1e-6);
    }

    [Fact]
    public void Cancellation_returns_the_history_and_the_model_as_it_stands()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        using var source = new CancellationTokenSource();
        float[] before = model.Arena.Values.Floats();
        int epochs = 0;
        var progress = new Listener(report =>
        {
            if (report.Step == report.Steps && ++epochs == 2) source.Cancel();
        });

        var history = model.Fit(QuickStartData.Make(200, seed: 1), QuickStartData.Make(50, seed: 2), new() { Epochs = 100 }, progress, source.Token);

        history.StopReason.ShouldBe(StopReason.Cancelled);
        history.Epochs.Count.ShouldBe(2);
        model.Arena.Values.Floats().ShouldNotBe(before);
        model.Predict(new float[100]).Digit.Probability.ShouldBeInRange(0.1f, 1);
    }

    [Fact]
    public void Cancellation_within_an_epoch_keeps_its_steps()
    {
        using var model = new CancellingModel(device: "cpu");
        using var source = new CancellationTokenSource();
        model.AfterStep = step =>
        {
            if (step == 5) source.Cancel();
        };
        float[][] features = [.. Enumerable.Range(0, 40).Select(_ => new float[2])];

        var history = model.Fit(CancellingModel.Dataset.FromArrays(features, new float[40]),
            options: new() { Epochs = 3, BatchSize = 4 }, cancellationToken: source.Token);

        history.Epochs.ShouldHaveSingleItem().Steps.ShouldBe(5);
        history.StopReason.ShouldBe(StopReason.Cancelled);
    }

    [Fact]
    public void A_run_cancelled_before_it_begins_changes_nothing()
    {
        using var model = new QuickStart(device: "cpu");
        float[] before = model.Arena.Values.Floats();

        var history = model.Fit(QuickStartData.Make(20, seed: 1), cancellationToken: new CancellationToken(canceled: true));

        history.Epochs.ShouldBeEmpty();
        model.Arena.Values.Floats().ShouldBe(before);
    }

    [Fact]
    public async Task FitAsync_is_Fit_on_a_thread_of_its_own()
    {
        using QuickStart model = new(seed: 1, device: "cpu"), same = new(seed: 1, device: "cpu");
        QuickStart.Dataset data = QuickStartData.Make(100, seed: 1);
        int caller = Environment.CurrentManagedThreadId, trainer = caller;

        var history = await model.FitAsync(data, options: new() { Epochs = 2 }, progress: new Listener(_ => trainer = Environment.CurrentManagedThreadId));

        trainer.ShouldNotBe(caller);
        same.Fit(data, options: new() { Epochs = 2 }).Epochs.Select(epoch => epoch.Train).ShouldBe(history.Epochs.Select(epoch => epoch.Train));
        same.Arena.Values.Floats().ShouldBe(model.Arena.Values.Floats());
    }

    [Fact]
    public void Progress_tells_losses_and_metrics()
    {
        using var model = new QuickStart(device: "cpu");
        var reports = new List<TrainingProgress>();

        var history = model.Fit(QuickStartData.Make(64, seed: 1), QuickStartData.Make(32, seed: 2), new() { Epochs = 3 }, new Listener(reports.Add));

        TrainingProgress[] ends = [.. reports.Where(report => report.Validation is not null)];
        ends.Select(report => report.Epoch).ShouldBe([1, 2, 3]);
        for (int i = 0; i < 3; i++)
        {
            ends[i].JointLoss.ShouldBe(history.Epochs[i].Train.Joint);
            ends[i].TaskLosses.ShouldBe(history.Epochs[i].Train.Tasks);
            ends[i].Validation.ShouldBe(history.Epochs[i].Validation);
        }
    }

    [Fact]
    public void A_logger_hears_of_the_start_each_epoch_and_the_end()
    {
        using var model = new QuickStart(device: "cpu");
        var logger = new ListLogger();

        model.Fit(QuickStartData.Make(64, seed: 1), options: new() { Epochs = 2, Logger = logger });

        logger.Events.Select(entry => entry.Name).ShouldBe(["TrainingStarted", "EpochEnded", "EpochEnded", "TrainingStopped"]);
        logger.Events[0].Message.ShouldContain("QuickStart");
        logger.Events[3].Message.ShouldContain("Completed");
    }

    [Fact]
    public void Divergence_names_the_task_and_the_step()
    {
        using var model = new Cascade(device: "cpu");
        float[][] features = [.. Enumerable.Range(0, 12).Select(_ => new float[4])];
        float[] complete = new float[12], broken = new float[12];
        // Finite, as labels have to be, and with a square that is not.
        broken[9] = 1e30f;

        var error = Should.Throw<TrainingDivergedException>(() =>
            model.Fit(Cascade.Dataset.FromArrays(features, complete, broken, complete), options: new() { BatchSize = 4, Shuffle = false }));

        (error.Task, error.Epoch, error.Step).ShouldBe(("Second", 1, 3));
        error.Message.ShouldContain("Second");
    }

    [Fact]
    public void Evaluation_and_prediction_change_neither_mode_nor_weights()
    {
        using var model = new Branches(seed: 1, device: "cpu");
        Branches.Example[] examples = [.. Enumerable.Range(0, 6).Select(row => new Branches.Example(Row(row, 16), Row(row, 3), Kind.Large, Row(row, 3), new bool[4], true))];
        float[] before = State(model);

        foreach (bool isTraining in new[] { true, false })
        {
            model.train(isTraining);
            Branches.Metrics metrics = model.Evaluate(examples);
            IReadOnlyList<Branches.Prediction> all = model.Predict(examples, batchSize: 2);

            model.training.ShouldBe(isTraining);
            State(model).ShouldBe(before);
            model.Evaluate(examples, batchSize: 4).Joint.Loss.ShouldBe(metrics.Joint.Loss, 1e-6);
            all.Count.ShouldBe(6);
            all[3].Size.Probability.ShouldBe(model.Predict(examples[3].Image, examples[3].Context).Size.Probability, 1e-6);
        }
    }

    [Fact]
    public void Predictions_are_typed_by_task()
    {
        using var model = new Branches(seed: 1, device: "cpu");

        Branches.Prediction prediction = model.Predict(Row(1, 16), Row(1, 3));

        Kind kind = prediction.Size.Class;
        prediction.Size.Probabilities.Length.ShouldBe(3);
        prediction.Size.Probabilities[(int)kind].ShouldBe(prediction.Size.Probability);
        prediction.Place.Values.Length.ShouldBe(3);
        prediction.Tags.Probabilities.Length.ShouldBe(4);
        prediction.Ignored.Class.ShouldBe(prediction.Ignored.Probability >= 0.5f);
        model.Predict(Array.Empty<Branches.Example>()).ShouldBeEmpty();
    }

    [Fact]
    public void No_data_and_no_batch_are_refused()
    {
        using var model = new QuickStart(device: "cpu");

        Should.Throw<ArgumentException>(() => model.Fit(new QuickStart.Dataset())).Message.ShouldContain("no example");
        Should.Throw<ArgumentException>(() => model.Evaluate(new QuickStart.Dataset())).Message.ShouldContain("no example");
        Should.Throw<ArgumentException>(() => model.Predict(new float[99])).Message.ShouldContain("99");
    }

    internal static float[] Row(int row, int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(row * 31 + i))];

    private static float[] State(nn.Module model) =>
        [.. model.state_dict().Values.SelectMany(tensor => tensor.to(ScalarType.Float32).Floats())];

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }

    private sealed class ListLogger : ILogger
    {
        public List<(string? Name, string Message)> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add((eventId.Name, formatter(state, exception)));
    }
}

/// <summary>A model whose steps its user writes, to do something after each.</summary>
[MultiTaskModel]
public partial class CancellingModel
{
    private int _step;

    public Action<int> AfterStep { get; set; } = _ => { };

    [SharedLayer, Linear(2), Tanh]
    public partial Tensor Trunk([Input(2)] Tensor features);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Value(Tensor trunk);

    public Losses TrainStep(Inputs inputs, Targets targets, ArenaOptimizer optimizer)
    {
        Arena.ZeroGradients();
        Losses losses = JointLoss(Forward(inputs), targets);
        losses.Joint.backward();
        optimizer.Step();
        AfterStep(++_step);
        return losses;
    }
}
