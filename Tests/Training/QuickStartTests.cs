using System.Text.Json;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Ten steps of QuickStart against the same ten steps in PyTorch.</summary>
public sealed class QuickStartTests
{
    private static readonly JsonElement Figures = Reference.Load("quickstart");

    [Fact]
    public void Losses_and_gradients_are_those_of_PyTorch()
    {
        using QuickStartByHand model = Initialized();
        using DisposeScope scope = NewDisposeScope();
        (Tensor features, Tensor digits, Tensor suits) = Batch();

        (Tensor Joint, Tensor Digit, Tensor Suit) losses = model.Losses(features, digits, suits);
        losses.Joint.backward();

        JsonElement expected = Figures.GetProperty("losses");
        losses.Joint.item<float>().ShouldBe(expected.GetProperty("joint").GetSingle(), Error("losses"));
        losses.Suit.item<float>().ShouldBe(expected.GetProperty("suit").GetSingle(), Error("losses"));
        foreach (JsonProperty gradient in Figures.GetProperty("gradients").EnumerateObject())
        {
            float[] actual = model.get_parameter(gradient.Name)!.grad!.Floats(), figures = First(gradient.Value);
            actual[..figures.Length].ShouldBe(figures, Error("gradients"), gradient.Name);
            // Up to 6400 elements, each as far off as one.
            Norm(actual).ShouldBe(Figures.GetProperty("gradient_norms").GetProperty(gradient.Name).GetDouble(), 80 * Error("gradients"), gradient.Name);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Ten_steps_are_those_of_PyTorch(bool usesTensors)
    {
        using QuickStartByHand model = Initialized();
        using ArenaOptimizer optimizer = new Adam().Create(model.Arena);
        optimizer.UsesTensors = usesTensors;

        foreach (JsonElement step in Figures.GetProperty("steps").EnumerateArray())
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor features, Tensor digits, Tensor suits) = Batch();
            Tensor joint = model.TrainStep(features, digits, suits, optimizer).Joint;
            joint.item<float>().ShouldBe(step.GetProperty("losses").GetProperty("joint").GetSingle(), Error("losses"));
            ShouldHaveWeights(model, step.GetProperty("weights_after"));
        }
    }

    [Fact]
    public void Ten_steps_of_TorchSharps_own_optimizer_are_the_same()
    {
        using QuickStartByHand model = Initialized();
        using optim.Optimizer optimizer = optim.Adam(model.parameters());

        foreach (JsonElement step in Figures.GetProperty("steps").EnumerateArray())
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor features, Tensor digits, Tensor suits) = Batch();
            model.zero_grad();
            model.Losses(features, digits, suits).Joint.backward();
            optimizer.step();
            ShouldHaveWeights(model, step.GetProperty("weights_after"));
        }
    }

    [Fact]
    public void Steps_leave_no_tensor_behind()
    {
        using QuickStartByHand model = Initialized();
        using ArenaOptimizer optimizer = new Adam().Create(model.Arena, clipNorm: 1);
        long LiveAfterStep()
        {
            using (NewDisposeScope())
            {
                (Tensor features, Tensor digits, Tensor suits) = Batch();
                model.TrainStep(features, digits, suits, optimizer);
            }
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }

        long first = LiveAfterStep();
        for (int step = 2; step <= 100; step++) LiveAfterStep().ShouldBe(first, $"step {step}");
    }

    // PyTorch's own float32 is this far from float64; another order of summation may be as far off on the other side, and ten steps carry
    // the error on.
    private static double Error(string kind) => 10 * Figures.GetProperty("float32_error").GetProperty(kind).GetDouble();

    private static void ShouldHaveWeights(QuickStartByHand model, JsonElement weights)
    {
        foreach (JsonProperty weight in weights.EnumerateObject())
        {
            float[] figures = First(weight.Value);
            model.get_parameter(weight.Name)!.Floats()[..figures.Length].ShouldBe(figures, Error("weights"), weight.Name);
        }
    }

    private static QuickStartByHand Initialized()
    {
        var model = new QuickStartByHand();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        foreach ((string name, Parameter parameter) in model.named_parameters())
        {
            JsonElement formula = Figures.GetProperty("made_by_formula").GetProperty(name);
            parameter.copy_(Reference.Values(parameter.shape, formula.GetProperty("salt").GetInt64(), formula.GetProperty("scale").GetSingle()));
        }
        return model;
    }

    private static (Tensor Features, Tensor Digits, Tensor Suits) Batch() =>
        (Reference.Values([8, 100], salt: 7), Reference.Labels(8, 10, salt: 8), Reference.Labels(8, 5, salt: 9));

    // Large tensors are given by their first values.
    private static float[] First(JsonElement figures) =>
        figures.ValueKind == JsonValueKind.Object ? figures.GetProperty("first").Floats() : figures.Floats();

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
