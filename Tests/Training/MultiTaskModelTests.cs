using MtlDsl.Tests.Contract;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

[Collection(nameof(SharedProcess))]
public sealed class MultiTaskModelTests
{
    [Fact]
    public void The_seed_alone_decides_the_first_weights()
    {
        using var model = new QuickStartByHand(seed: 3);
        using Tensor drawn = rand(7);
        using var same = new QuickStartByHand(seed: 3);
        using var other = new QuickStartByHand(seed: 4);

        same.Arena.Values.Floats().ShouldBe(model.Arena.Values.Floats());
        other.Arena.Values.Floats().ShouldNotBe(model.Arena.Values.Floats());
    }

    [Fact]
    public void Making_a_model_leaves_the_default_generator_as_it_was()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] Draw(bool makesModel)
        {
            // Holds other tests off the generator.
            using SeededRandom seeded = SeededRandom.Begin(7);
            if (makesModel) new QuickStartByHand(seed: 3).Dispose();
            return rand(4).Floats();
        }

        Draw(makesModel: true).ShouldBe(Draw(makesModel: false));
    }

    [Fact]
    public void A_step_draws_what_the_seed_and_its_number_say()
    {
        using var model = new QuickStartByHand(seed: 3);
        using var other = new QuickStartByHand(seed: 4);
        using DisposeScope scope = NewDisposeScope();
        float[] Draw(MultiTaskModel from, long step)
        {
            from.SeedStep(step);
            return StepDropout.Apply(ones(64), 0.5, training: true, from.StepRandom).Floats();
        }
        float[] first = Draw(model, 1);

        Draw(model, 2).ShouldNotBe(first);
        Draw(other, 1).ShouldNotBe(first);
        Draw(model, 1).ShouldBe(first);
    }

    [Fact]
    public void A_model_cannot_be_moved()
    {
        using var model = new QuickStartByHand();

        Should.Throw<InvalidOperationException>(() => model.to(ScalarType.Float64)).Message.ShouldContain("device: \"cuda\"");
        Should.Throw<InvalidOperationException>(() => model.to(CPU, ScalarType.Float64));
        Should.Throw<InvalidOperationException>(() => model.cpu()).Message.ShouldContain("Pass the device to the constructor");
    }

    [Fact]
    public void Zeroing_gradients_keeps_them_in_the_arena()
    {
        using var model = new QuickStartByHand();
        model.Arena.Gradients.fill_(1);
        foreach (nn.Module layer in model.children()) layer.zero_grad(set_to_none: true);

        model.zero_grad(set_to_none: true);

        model.Arena.Gradients.Floats().ShouldAllBe(gradient => gradient == 0);
        foreach (Parameter parameter in model.parameters()) parameter.grad.ShouldNotBeNull();
    }

    [Fact]
    public void Saved_weights_come_back_into_the_arena()
    {
        using var model = new QuickStartByHand(seed: 3);
        using var other = new QuickStartByHand(seed: 4);
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "quickstart.safetensors");

        model.Save(path);
        other.Load(path);

        other.Arena.Values.Floats().ShouldBe(model.Arena.Values.Floats());
    }

    [Fact]
    public void A_summary_is_a_table_with_totals()
    {
        using var model = new QuickStartByHand();

        model.Summary().ToString().ShouldBe(
            "node   role          layers            output       reads     parameters\n" +
            "Trunk  shared layer  Linear(64), ReLU  (batch, 64)  features       6,464\n" +
            "Digit  task          Linear(10)        (batch, 10)  Trunk            650\n" +
            "Suit   task          Linear(5)         (batch, 5)   Trunk            325\n" +
            "QuickStart: 7,439 parameters, 29,756 bytes\n");
        model.Summary().Parameters.ShouldBe(model.Arena.Length);
    }
}
