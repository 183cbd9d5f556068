using MtlDsl.Tests.Models;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Steps that go wrong: losses and gradients that are not finite, and memory that does not suffice.</summary>
public sealed class FailureTests
{
    private static readonly Failing.Dataset Data = Failing.Dataset.From(
        Enumerable.Range(0, 40).Select(row => new Failing.Example([row % 3, 1], Height: row % 5, Kind: row % 3)));

    [Fact]
    public void A_loss_that_is_not_finite_names_task_parameter_and_step_and_leaves_the_weights()
    {
        using var model = new Failing(device: "cpu") { Factor = batch => batch == 3 ? float.NaN : 1 };
        var weights = new WeightsAfter(3);

        var error = Should.Throw<TrainingDivergedException>(() => model.Fit(Data, options: Options() with { Callbacks = [weights] }));

        (error.Task, error.Epoch, error.Step).ShouldBe(("Height", 1, 4));
        error.Parameter.ShouldBe("stem_linear.weight (its gradient)");
        error.Message.ShouldStartWith("The loss of Height is NaN at step 4 (epoch 1); the first parameter is stem_linear.weight (its gradient). " +
            "The model has the weights of before that step.");
        Values(model).ShouldBe(weights.Values);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_seen_where_the_losses_are()
    {
        // The root of 0 is 0, and its slope infinite.
        using var model = new Rooted(device: "cpu");
        var data = Rooted.Dataset.From(Enumerable.Range(0, 8).Select(_ => new Rooted.Example([0, 0], Height: 1)));

        var error = Should.Throw<TrainingDivergedException>(() => model.Fit(data, options: Options()));

        error.Task.ShouldBeNull();
        error.Parameter.ShouldBe("stem_linear.weight (its gradient)");
        error.Message.ShouldStartWith("A gradient is not finite, while the losses are, at step 1");
    }

    [Fact]
    public void A_step_that_is_not_finite_can_be_skipped()
    {
        using var model = new Failing(device: "cpu") { Factor = batch => batch is 3 or 4 ? float.PositiveInfinity : 1 };
        // 10 batches, of which two make no step.
        var history = model.Fit(Data, options: Options() with { NonFinite = NonFinitePolicy.SkipStep, Epochs = 1 });

        history.Epochs[0].Steps.ShouldBe(8);
        double.IsFinite(history.Epochs[0].Train.Joint).ShouldBeTrue();
        Values(model).ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Ten_skipped_steps_in_a_row_are_enough()
    {
        using var model = new Failing(device: "cpu") { Factor = batch => batch >= 2 ? float.NaN : 1 };
        int batches = 0;
        model.Factor = batch =>
        {
            batches = batch + 1;
            return batch >= 2 ? float.NaN : 1;
        };

        Should.Throw<TrainingDivergedException>(() => model.Fit(Data, options: Options() with { NonFinite = NonFinitePolicy.SkipStep }));

        batches.ShouldBe(12);
    }

    [Fact]
    public void The_last_good_state_can_be_restored()
    {
        using var model = new Failing(device: "cpu") { Factor = batch => batch == 13 ? float.NaN : 1 };
        var atEpoch = new WeightsAfter(10);
        var afterwards = new WeightsAfter(13);
        // The second epoch begins after step 10; batch 13 fails and puts step 10's weights back, from which the next step goes on.
        var history = model.Fit(Data, options: Options() with
        {
            NonFinite = NonFinitePolicy.RestoreLastGood, Epochs = 2, Callbacks = [atEpoch, afterwards], Optimizer = new Sgd(1e-12),
        });

        history.Epochs[1].Steps.ShouldBe(9);
        // With a learning rate this small, a step changes no weight of float32: what is there is what was put back.
        Values(model).ShouldBe(atEpoch.Values);
    }

    [Fact]
    public void Memory_that_does_not_suffice_is_an_error_of_its_own_that_leaves_the_model_usable()
    {
        using var model = new Failing(device: "cpu") { Ballast = batch => batch == 3 ? 1L << 50 : 0 };
        var weights = new WeightsAfter(3);

        var error = Should.Throw<TrainingOutOfMemoryException>(() => model.Fit(Data, options: Options() with { Callbacks = [weights] }));

        (error.BatchSize, error.SuggestedBatchSize).ShouldBe((4, 2));
        error.Message.ShouldStartWith("A step on 4 examples does not fit into the memory of cpu. Try FitOptions.BatchSize = 2; with AccumulateGradients = 2");
        Values(model).ShouldBe(weights.Values);
        model.Fit(Data, options: Options() with { BatchSize = 2 }).StopReason.ShouldBe(StopReason.Completed);
    }

    [Theory]
    [InlineData(1, 1), InlineData(2, 1), InlineData(3, 1), InlineData(7, 2), InlineData(32, 16), InlineData(33, 16), InlineData(1000, 256)]
    public void The_suggested_batch_size_is_a_power_of_two_at_most_half(int batchSize, int suggested) =>
        new TrainingOutOfMemoryException("cpu", batchSize, 1, new OutOfMemoryException()).SuggestedBatchSize.ShouldBe(suggested);

    private static FitOptions Options() => new() { BatchSize = 4, Epochs = 3, Optimizer = new Sgd(0.01) };

    private static float[] Values(MultiTaskModel model) => model.Arena.Values.data<float>().ToArray();

    private sealed class WeightsAfter(long step) : TrainingCallback
    {
        public float[] Values { get; private set; } = [];

        public override void OnStepEnd(TrainingRun run)
        {
            if (run.Step == step) Values = FailureTests.Values(run.Model);
        }
    }
}
