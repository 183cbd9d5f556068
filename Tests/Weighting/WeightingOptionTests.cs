using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class WeightingOptionTests
{
    private static readonly (string Message, Func<LossWeighting> Make)[] OutOfRange =
    [
        ("LearningRate is 0,", () => new UncertaintyWeighting { LearningRate = 0 }),
        ("LearningRate is NaN,", () => new Famo { LearningRate = double.NaN }),
        ("WeightDecay is -1,", () => new ImpartialLossWeighting { WeightDecay = -1 }),
        ("InitialLogVariance is NaN,", () => new UncertaintyWeighting { InitialLogVariance = double.NaN }),
        ("InitialDeviation is 0,", () => new RevisedUncertaintyWeighting { InitialDeviation = 0 }),
        ("Temperature is 0,", () => new SoftOptimalUncertaintyWeighting { Temperature = 0 }),
        ("Temperature is -0.5,", () => new DynamicWeightAverage { Temperature = -0.5 }),
        ("Focus is -1,", () => new DynamicTaskPrioritization { Focus = -1 }),
        ("Smoothing is 0,", () => new DynamicTaskPrioritization { Smoothing = 0 }),
        ("MinimumScore is 1.5,", () => new DynamicTaskPrioritization { MinimumScore = 1.5 }),
        ("Smoothing is 0,", () => new SmoothTchebycheff { Smoothing = 0 }),
        ("Preferences has 0,", () => new SmoothTchebycheff { Preferences = [1, 0] }),
        ("IdealPoint has NaN,", () => new SmoothTchebycheff { IdealPoint = [double.NaN] }),
        ("Smoothing is -1,", () => new NormalizedSmoothTchebycheff { Smoothing = -1 }),
        ("WarmupEpochs is 0,", () => new NormalizedSmoothTchebycheff { WarmupEpochs = 0 }),
        ("Penalty is -5,", () => new PenaltyBoundaryIntersection { Penalty = -5 }),
        ("Preferences has -1,", () => new PenaltyBoundaryIntersection { Preferences = [-1] }),
        ("LowerBounds has NaN,", () => new Famo { LowerBounds = [double.NaN] }),
        ("weights has -1,", () => new FixedWeighting(1, -1)),
        ("weights has NaN,", () => new ScheduledWeighting(new WeightMilestone(0, double.NaN))),
    ];

    private static readonly (string Option, LossWeighting Strategy)[] ForOtherTasks =
    [
        ("weights", new FixedWeighting(1, 2)),
        ("The milestone of epoch 3", new ScheduledWeighting(new(0, 1, 1, 1), new(3, 1, 1))),
        ("LowerBounds", new Famo { LowerBounds = [0, 0] }),
        ("Preferences", new SmoothTchebycheff { Preferences = [1, 1] }),
        ("IdealPoint", new SmoothTchebycheff { IdealPoint = [1, 1] }),
        ("Preferences", new PenaltyBoundaryIntersection { Preferences = [1, 1] }),
        ("IdealPoint", new PenaltyBoundaryIntersection { IdealPoint = [1, 1] }),
    ];

    public static TheoryData<int> OutOfRangeNumbers => [.. Enumerable.Range(0, OutOfRange.Length)];

    public static TheoryData<int> ForOtherTasksNumbers => [.. Enumerable.Range(0, ForOtherTasks.Length)];

    [Theory, MemberData(nameof(OutOfRangeNumbers))]
    public void An_option_out_of_its_range_is_refused(int number) =>
        Should.Throw<ArgumentOutOfRangeException>(() => OutOfRange[number].Make()).Message.ShouldContain(OutOfRange[number].Message);

    [Theory, MemberData(nameof(ForOtherTasksNumbers))]
    public void Options_for_another_number_of_tasks_are_refused(int number) =>
        Should.Throw<ArgumentException>(() => ForOtherTasks[number].Strategy.Begin(["Digit", "Suit", "Color"])).Message
            .ShouldContain($"{ForOtherTasks[number].Option} of {ForOtherTasks[number].Strategy.GetType().Name} has 2 numbers, and there are 3 tasks: Digit, Suit, Color.");

    [Fact]
    public void A_schedule_needs_milestones_from_epoch_0_on_in_order()
    {
        Should.Throw<ArgumentException>(() => new ScheduledWeighting()).Message.ShouldContain("has to be of epoch 0");
        Should.Throw<ArgumentException>(() => new ScheduledWeighting(new WeightMilestone(1, 1))).Message.ShouldContain("has to be of epoch 0");
        Should.Throw<ArgumentException>(() => new ScheduledWeighting(new(0, 1), new(2, 1), new(2, 1))).Message
            .ShouldContain("A milestone of epoch 2 follows one of epoch 2");
        Should.Throw<ArgumentOutOfRangeException>(() => new WeightMilestone(-1, 1));
    }

    [Fact]
    public void A_strategy_asks_for_its_run_and_for_a_loss_of_each_task()
    {
        using DisposeScope scope = NewDisposeScope();
        var strategy = new EqualWeighting();
        Should.Throw<ArgumentException>(() => strategy.Begin([])).Message.ShouldContain("none was given");
        Should.Throw<InvalidOperationException>(() => strategy.Combine(zeros(2))).Message.ShouldContain("call Begin");
        strategy.Begin(["Digit", "Suit"]);

        Should.Throw<ArgumentException>(() => strategy.Combine(zeros(3))).Message.ShouldContain("The losses are (3), and have to be (2): those of Digit, Suit");
        Should.Throw<ArgumentException>(() => strategy.Combine(zeros(2, 1))).Message.ShouldContain("The losses are (2, 1)");
        Should.Throw<ArgumentException>(() => strategy.Combine(zeros(2), [true])).Message.ShouldContain("1 values were given");
        Should.Throw<ArgumentException>(() => strategy.EpochEnded([1, 2, 3])).Message.ShouldContain("3 values were given");
        Should.Throw<ArgumentException>(() => strategy.Validated([1])).Message.ShouldContain("1 values were given");
    }

    [Fact]
    public void A_checkpoint_of_another_strategy_or_of_other_tasks_is_refused()
    {
        LossWeighting Begun(LossWeighting strategy, params string[] tasks)
        {
            strategy.Begin(tasks);
            return strategy;
        }

        Should.Throw<CheckpointException>(() => CheckpointCopy.Take(Begun(new EqualWeighting(), "Digit"), Begun(new Famo(), "Digit"))).Message
            .ShouldContain("is of a run whose losses EqualWeighting weighed, and this one has Famo");
        Should.Throw<CheckpointException>(() => CheckpointCopy.Take(Begun(new Famo(), "Digit"), Begun(new Famo(), "Digit", "Suit"))).Message
            .ShouldContain("has 1 numbers as 'weights' of the weighting, and 2 are needed");
    }
}
