using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

[MultiTaskModel, MixedPrecision]
public partial class MixedCards
{
    [SharedLayer, Linear(64), ReLU, Dropout(0.1)]
    public partial Tensor Trunk([Input(100)] Tensor features);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Digit(Tensor trunk);

    [Task, Linear(5), CrossEntropy]
    public partial Tensor Suit(Tensor trunk);

    internal Tensor Product(Tensor x, Tensor weight, Tensor bias) => MixedLinear(x, weight, bias);
}

public sealed class MixedPrecisionTests
{
    [Fact]
    public void A_product_is_that_of_autocast()
    {
        using var model = new MixedCards(device: "cpu") { IsMixedPrecision = true };
        using DisposeScope scope = NewDisposeScope();
        var figures = Reference.Load("mixed");
        Tensor[] leaves = [Reference.Values([6, 9], 51, 2).requires_grad_(), Reference.Values([5, 9], 52).requires_grad_(), Reference.Values([5], 53).requires_grad_()];

        Tensor output = model.Product(leaves[0], leaves[1], leaves[2]);
        output.backward([Reference.Values([6, 5], 54)]);

        output.dtype.ShouldBe(ScalarType.Float32);
        Compare(output.detach(), "output");
        Compare(leaves[0].grad!, "x_gradient");
        Compare(leaves[1].grad!, "weight_gradient");
        Compare(leaves[2].grad!, "bias_gradient");
        leaves[1].grad!.dtype.ShouldBe(ScalarType.Float32);

        void Compare(Tensor actual, string name)
        {
            float[] expected = figures.GetProperty(name).Floats();
            float[] values = actual.contiguous().data<float>().ToArray();
            values.Length.ShouldBe(expected.Length);
            // Sums may be rounded to bfloat16 (8 bits) one way or the other.
            for (int i = 0; i < values.Length; i++) values[i].ShouldBe(expected[i], Math.Abs(expected[i]) / 128 + 1e-6, name);
        }
    }

    [Fact]
    public void Training_in_mixed_precision_learns_and_leaves_float32()
    {
        using var model = new MixedCards(seed: 1, device: "cpu");
        using var exact = new MixedCards(seed: 1, device: "cpu");
        MixedCards.Dataset train = Data(6000, 1), test = Data(400, 2);
        FitOptions options = new() { Epochs = 6, BatchSize = 64, Optimizer = new Adam(3e-3), MixedPrecision = true };

        model.Fit(train, test, options);
        exact.Fit(train, test, options with { MixedPrecision = null });

        model.Arena.Values.dtype.ShouldBe(ScalarType.Float32);
        // Chance is 0.2; a broken gradient of any layer stays far below.
        model.Evaluate(test).Suit.Accuracy.ShouldBeGreaterThan(0.85);
        Math.Abs(model.Evaluate(test).Suit.Accuracy - exact.Evaluate(test).Suit.Accuracy).ShouldBeLessThan(0.05);
        model.Arena.Values.Floats().ShouldNotBe(exact.Arena.Values.Floats());
    }

    [Fact]
    public void A_model_that_computes_in_float32_alone_says_what_to_do()
    {
        using var model = new QuickStart(device: "cpu");

        Should.Throw<InvalidOperationException>(() => model.Fit(QuickStartData.Make(10, 1), options: new() { MixedPrecision = true }))
            .Message.ShouldBe("MixedPrecision is asked for, and QuickStart computes in float32 alone: put [MixedPrecision] on its class.");
    }

    private static MixedCards.Dataset Data(int count, int seed) => MixedCards.Dataset.From(
        QuickStartData.Examples(count, seed).Select(example => new MixedCards.Example(example.Features, example.Digit, example.Suit)));
}
