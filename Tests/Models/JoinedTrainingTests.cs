namespace MtlDsl.Tests.Models;

/// <summary>Training on one data set for each task.</summary>
public sealed class JoinedTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static ExampleSource<QuickStart.Example> Joined => QuickStart.Dataset.Join(
        SamplingPolicy.Temperature(2),
        QuickStartData.Make(1600, seed: 1, hasSuit: _ => false),
        QuickStartData.Make(400, seed: 2, hasDigit: _ => false));

    [Fact]
    public void Each_task_learns_from_its_own_data_set()
    {
        QuickStart.Dataset validation = QuickStartData.Make(200, seed: 3);
        using var model = new QuickStart(seed: 1, device: "cpu");
        QuickStart.Metrics before = model.Evaluate(validation);

        var history = model.Fit(Joined, validation, new() { Epochs = 10 });

        // 1600 rows make 50 batches of 32, and 400 make 13.
        history.Epochs[0].Steps.ShouldBe(63);
        QuickStart.Metrics after = history.Epochs[^1].Validation!;
        after.Digit.Accuracy.ShouldBeGreaterThan(before.Digit.Accuracy + 0.2);
        after.Suit.Accuracy.ShouldBeGreaterThan(before.Suit.Accuracy + 0.2);
    }

    [Fact]
    public void A_joined_source_is_evaluated_as_all_its_examples()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");

        QuickStart.Metrics metrics = model.Evaluate(Joined);

        (metrics.Digit.Count, metrics.Suit.Count).ShouldBe((1600, 400));
    }

    [Fact]
    public void A_resumed_run_takes_the_batches_of_an_uninterrupted_one()
    {
        FitOptions options = new() { Epochs = 3, Callbacks = [new ModelCheckpoint(_folder.Path) { Every = Interval.Steps(20) }] };
        using QuickStart whole = new(seed: 1, device: "cpu"), stopped = new(seed: 1, device: "cpu"), resumed = new(seed: 1, device: "cpu");

        whole.Fit(Joined, options: options with { Callbacks = [] });
        stopped.Fit(Joined, options: options with { MaxSteps = 80 });
        resumed.Fit(Joined, options: options with { Resume = _folder.Path });

        resumed.Arena.Values.Floats().ShouldBe(whole.Arena.Values.Floats());
    }
}
