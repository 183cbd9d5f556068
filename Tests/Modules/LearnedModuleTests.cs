using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class LearnedModuleTests
{
    [Fact]
    public void Features_are_standardised_with_what_was_learnt_first()
    {
        using var module = new Standardization(2, 2);
        using DisposeScope scope = NewDisposeScope();
        Tensor image = tensor(new[] { 1f, 2, 3, 4 }).reshape(1, 2, 2);

        module.call(image).Floats().ShouldBe([1, 2, 3, 4]);
        module.LearnOnce(() => ([1, 0, 1, 0], [2, 2, 4, 1]));
        module.LearnOnce(() => throw new InvalidOperationException("Learnt twice."));

        module.IsLearned.ShouldBeTrue();
        module.call(image).Floats().ShouldBe([0, 1, 0.5f, 4]);
        module.call(image).shape.ShouldBe([1, 2, 2]);
        module.state_dict().Keys.ShouldBe(["mean", "deviation", "learned"], ignoreOrder: true);
        Should.Throw<ArgumentException>(() => new Standardization(3).LearnOnce(() => ([1], [1])))
            .Message.ShouldBe("The mean of Standardization has 3 numbers, and 1 were given.");
    }

    [Fact]
    public void Balanced_weights_are_1_until_they_are_learnt()
    {
        using var module = new BalancedWeights(3);

        module.Weights.Floats().ShouldBe([1, 1, 1]);
        module.LearnOnce(() => [3, 2, 0.5f]);
        module.LearnOnce(() => throw new InvalidOperationException("Learnt twice."));

        module.Weights.Floats().ShouldBe([3, 2, 0.5f]);
        module.state_dict().Keys.ShouldBe(["weights", "learned"], ignoreOrder: true);
    }
}
