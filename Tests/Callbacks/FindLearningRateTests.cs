using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

public sealed class FindLearningRateTests
{
    private static readonly QuickStart.Dataset Train = QuickStartData.Make(512, seed: 1);

    [Fact]
    public void The_model_is_as_it_was()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        using var untouched = new QuickStart(seed: 1, device: "cpu");
        model.eval();
        float[] before = model.Arena.Values.Floats();

        LearningRateRange range = model.FindLearningRate(Train);

        range.Points.Count.ShouldBeGreaterThan(50);
        model.Arena.Values.Floats().ShouldBe(before);
        model.training.ShouldBeFalse();
        model.Fit(Train, options: new() { Epochs = 1 });
        untouched.Fit(Train, options: new() { Epochs = 1 });
        model.Arena.Values.Floats().ShouldBe(untouched.Arena.Values.Floats());
    }

    [Fact]
    public void Buffers_are_as_they_were()
    {
        using var model = new Branches(seed: 1, device: "cpu");
        Branches.Example[] examples = [.. Enumerable.Range(0, 20).Select(row =>
            new Branches.Example(FitTests.Row(row, 16), FitTests.Row(row, 3), (Kind)(row % 3), FitTests.Row(row, 3), new bool[4], row > 9))];
        float[][] before = Buffers();

        model.FindLearningRate(examples, new() { BatchSize = 5 });

        Buffers().ShouldBe(before);

        float[][] Buffers() => [.. model.named_buffers().Select(buffer => buffer.buffer.to(TorchSharp.torch.float32).Floats())];
    }

    [Fact]
    public void Learning_rates_grow_by_the_same_factor()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        LearningRateRange range = model.FindLearningRate(Train, new() { Optimizer = new Sgd(0.5), Epochs = 1, MaxSteps = 2 },
            new() { Lowest = 1e-4, Highest = 1e-2, Steps = 21 });

        range.Points.Count.ShouldBe(21);
        // Powers of a factor, rounded to float64.
        for (int i = 0; i < 21; i++) range.Points[i].LearningRate.ShouldBe(Math.Pow(10, -4 + i * 0.1), Math.Pow(10, -4 + i * 0.1) * 1e-12);
    }

    [Fact]
    public void The_suggestion_trains()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        LearningRateRange range = model.FindLearningRate(Train, new() { Optimizer = new Sgd(0.1) });

        double rate = range.Suggestion.ShouldNotBeNull();
        Loss(rate).ShouldBeLessThan(Loss(rate / 100));
        Loss(rate).ShouldBeLessThan(range.Points[0].Loss);

        static double Loss(double rate)
        {
            using var fresh = new QuickStart(seed: 1, device: "cpu");
            return fresh.Fit(Train, options: new() { Epochs = 3, Optimizer = new Sgd(rate) }).Epochs[^1].Train.Joint;
        }
    }

    [Fact]
    public void The_test_ends_where_the_loss_explodes()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        LearningRateRange range = model.FindLearningRate(Train, new() { Optimizer = new Sgd(0.1) }, new() { Highest = 1e12, Steps = 60 });

        range.Points.Count.ShouldBeInRange(20, 59);
        range.Points.ShouldAllBe(point => double.IsFinite(point.Loss));
    }

    [Fact]
    public void Callbacks_and_schedules_of_the_options_are_left_out()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        var options = new FitOptions
        {
            Callbacks = [new Calls { StepEnd = _ => throw new InvalidOperationException("a callback was called") }],
            Schedule = new ExponentialDecay(0.5),
            Resume = "none.safetensors",
        };

        model.FindLearningRate(Train, options, new() { Steps = 10 }).Points.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Wrong_options_are_refused_by_name_and_value()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        Should.Throw<ArgumentOutOfRangeException>(() => new LearningRateTest { Lowest = 0 }).Message
            .ShouldStartWith("Lowest is 0, and has to be positive and finite.");
        Should.Throw<ArgumentOutOfRangeException>(() => new LearningRateTest { Steps = 3 }).Message
            .ShouldStartWith("Steps is 3, and has to be at least 10 to show a curve.");
        Should.Throw<InvalidOperationException>(() => model.FindLearningRate(Train, test: new() { Lowest = 0.5, Highest = 0.1 })).Message
            .ShouldBe("Lowest is 0.5 and Highest 0.1: Lowest has to be below Highest.");
    }
}
