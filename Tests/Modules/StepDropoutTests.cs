using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class StepDropoutTests
{
    [Fact]
    public void It_zeroes_a_share_and_scales_the_rest()
    {
        using var random = new torch.Generator(5);
        using DisposeScope scope = NewDisposeScope();

        float[] dropped = StepDropout.Apply(ones(10_000), 0.25, training: true, random).Floats();

        dropped.Distinct().Order().ShouldBe([0f, 1 / 0.75f]);
        // The share's standard deviation is sqrt(0.25 · 0.75 / 10 000) = 0.0043; the seed is fixed, so the outcome is too.
        dropped.Count(value => value == 0).ShouldBeInRange(2370, 2630);
    }

    [Fact]
    public void The_gradient_takes_the_same_path()
    {
        using var random = new torch.Generator(5);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(100).requires_grad_();

        Tensor dropped = StepDropout.Apply(x, 0.5, training: true, random);
        dropped.sum().backward();

        x.grad!.Floats().ShouldBe(dropped.Floats());
    }

    [Fact]
    public void It_does_nothing_while_the_model_is_evaluated()
    {
        using var random = new torch.Generator(5);
        using Tensor x = ones(3);

        StepDropout.Apply(x, 0.5, training: false, random).ShouldBeSameAs(x);
    }
}
