using MtlDsl.Tests.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A run is a pure function of its seed, whatever else draws random numbers.</summary>
[Collection(nameof(SharedProcess))]
public sealed class ReproducibilityTests
{
    private static readonly FitOptions Options = new() { Epochs = 3, BatchSize = 16 };

    [Fact]
    public void One_seed_gives_the_same_weights_and_history_bit_by_bit()
    {
        Trained run = Train(seed: 7), again = Train(seed: 7, drawsBefore: 1000), other = Train(seed: 8);

        again.Weights.ShouldBe(run.Weights);
        again.Losses.ShouldBe(run.Losses);
        other.Weights.ShouldNotBe(run.Weights);
        other.Losses.ShouldNotBe(run.Losses);
    }

    [Fact]
    public void Another_seed_of_the_options_changes_order_and_dropout_alone()
    {
        Trained run = Train(seed: 7), other = Train(seed: 7, order: 9), same = Train(seed: 7, order: 7);

        other.Weights.ShouldNotBe(run.Weights);
        same.Weights.ShouldBe(run.Weights);
    }

    [Fact]
    public void Making_a_model_draws_nothing_from_the_default_generator()
    {
        manual_seed(3);
        using Tensor expected = rand(4);
        manual_seed(3);
        using var model = new Branches(seed: 1, device: "cpu");
        using Tensor actual = rand(4);

        actual.Floats().ShouldBe(expected.Floats());
    }

    [Fact]
    public void Dropout_depends_on_the_seed_and_the_step_alone()
    {
        using Branches model = new(seed: 5, device: "cpu"), same = new(seed: 5, device: "cpu"), other = new(seed: 6, device: "cpu");

        float[] first = Dropped(model, step: 3);
        Dropped(model, step: 4).ShouldNotBe(first);
        rand(100).Dispose();
        Dropped(model, step: 3).ShouldBe(first);
        Dropped(same, step: 3).ShouldBe(first);
        Zeros(Dropped(other, step: 3)).ShouldNotBe(Zeros(first));
    }

    [Fact]
    public void Without_shuffling_the_seed_does_not_matter_to_the_order()
    {
        float[] Weights(long order)
        {
            using var model = new QuickStart(seed: 2, device: "cpu");
            model.Fit(QuickStartData.Make(100, seed: 1), options: Options with { Shuffle = false, Seed = order });
            return model.Arena.Values.Floats();
        }

        Weights(1).ShouldBe(Weights(2));
    }

    [Fact]
    public void A_module_of_ones_own_that_draws_from_the_default_generator_is_seeded_too()
    {
        float[] Weights(long drawsBefore)
        {
            using var model = new Noisy(seed: 4, device: "cpu");
            rand(drawsBefore).Dispose();
            model.Fit(QuickStartData.Examples(60, seed: 1).Select(example => new Noisy.Example(example.Features, example.Digit)), options: Options);
            return model.Arena.Values.Floats();
        }

        Weights(drawsBefore: 10).ShouldBe(Weights(drawsBefore: 20));
    }

    [Fact]
    public void A_model_outlives_the_dispose_scope_in_which_it_was_made()
    {
        Images model;
        using (DisposeScope scope = NewDisposeScope()) model = new Images(seed: 1, device: "cpu");
        using (model)
            model.Fit(ImageData.Make(20, seed: 1), options: Options).Epochs.Count.ShouldBe(3);
    }

    private sealed record Trained(float[] Weights, double[] Losses);

    private static Trained Train(long seed, long? order = null, int drawsBefore = 0)
    {
        if (drawsBefore > 0) rand(drawsBefore).Dispose();
        using var model = new PeopleModel(seed, device: "cpu");
        var history = model.Fit(PeopleData.Make(200, seed: 1), options: Options with { Seed = order });
        return new(model.Arena.Values.Floats(), [.. history.Epochs.SelectMany(epoch => epoch.Train.Tasks.Select(task => task.Loss).Prepend(epoch.Train.Joint))]);
    }

    [Fact]
    public async Task Models_are_made_the_same_while_a_model_with_code_of_its_own_trains()
    {
        float[] expected = First(), left = NoisyWeights();
        using var stop = new CancellationTokenSource();
        Task<bool> training = Task.Run(() =>
        {
            bool isSame = true;
            do isSame &= NoisyWeights().AsSpan().SequenceEqual(left);
            while (!stop.IsCancellationRequested);
            return isSame;
        });

        for (int i = 0; i < 500; i++) First().ShouldBe(expected);

        await stop.CancelAsync();
        (await training).ShouldBeTrue();
    }

    private static float[] First()
    {
        using var model = new QuickStart(seed: 3, device: "cpu");
        return model.Arena.Values.Floats();
    }

    private static float[] NoisyWeights()
    {
        using var model = new Noisy(seed: 1, device: "cpu");
        model.Fit(Enumerable.Range(0, 64).Select(i => new Noisy.Example([.. Enumerable.Range(0, 100).Select(j => (float)((i * j) % 7))], i % 10)), options: Options);
        return model.Arena.Values.Floats();
    }

    private static float[] Dropped(Branches model, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        model.train();
        model.SeedStep(step);
        return model.Right(ones(16, 24)).Floats();
    }

    private static bool[] Zeros(float[] values) => [.. values.Select(value => value == 0)];
}

/// <summary>A custom node with TorchSharp's own dropout, which draws from torch's default generator.</summary>
[MultiTaskModel]
public partial class Noisy
{
    private TorchSharp.Modules.Dropout _dropout;

    partial void CreateModules() => _dropout = nn.Dropout(0.5);

    [SharedLayer]
    [return: Shape(100)]
    public Tensor Dropped([Input(100)] Tensor features) => _dropout.call(features);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Digit(Tensor dropped);
}
