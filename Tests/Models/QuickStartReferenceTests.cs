using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>The generated QuickStart against PyTorch's figures and against the same model written by hand.</summary>
public sealed class QuickStartReferenceTests
{
    private static readonly JsonElement Figures = Reference.Load("quickstart");

    // PyTorch's own float32 is up to 1.4e-6 from float64 here; ten steps of Adam carry the error on.
    private const double Tolerance = 1e-5;

    [Fact]
    public void Outputs_losses_and_gradients_are_those_of_PyTorch()
    {
        using QuickStart model = Initialized();
        using DisposeScope scope = NewDisposeScope();

        QuickStart.Outputs outputs = model.Forward(Inputs());
        QuickStart.Losses losses = model.JointLoss(outputs, Targets());
        losses.Joint.backward();

        JsonElement forward = Figures.GetProperty("forward");
        outputs.Digit.Floats().ShouldBe(forward.GetProperty("digit").Floats(), Tolerance);
        outputs.Suit.Floats().ShouldBe(forward.GetProperty("suit").Floats(), Tolerance);
        model.Trunk(Inputs().Features).Floats().ShouldBe(forward.GetProperty("trunk").Floats(), Tolerance);
        ShouldHaveLosses(losses, Figures.GetProperty("losses"));
        foreach (JsonProperty gradient in Figures.GetProperty("gradients").EnumerateObject())
        {
            float[] figures = First(gradient.Value), actual = model.get_parameter(Key(gradient.Name))!.grad!.Floats();
            actual[..figures.Length].ShouldBe(figures, Tolerance, gradient.Name);
            double norm = Math.Sqrt(actual.Sum(value => (double)value * value));
            norm.ShouldBe(Figures.GetProperty("gradient_norms").GetProperty(gradient.Name).GetDouble(), Tolerance, gradient.Name);
        }
    }

    [Fact]
    public void Ten_steps_are_those_of_PyTorch_and_of_a_model_written_by_hand()
    {
        using QuickStart model = Initialized();
        using ArenaOptimizer optimizer = new Adam().Create(model.Arena);
        using QuickStartByHand byHand = ByHand();
        using optim.Optimizer byHandOptimizer = optim.Adam(byHand.parameters());

        foreach (JsonElement step in Figures.GetProperty("steps").EnumerateArray())
        {
            using DisposeScope scope = NewDisposeScope();
            QuickStart.Losses losses = model.TrainStep(Inputs(), Targets(), optimizer);
            byHandOptimizer.zero_grad();
            (Tensor joint, _, _) = byHand.Losses(Inputs().Features, Targets().Digit, Targets().Suit);
            joint.backward();
            byHandOptimizer.step();

            ShouldHaveLosses(losses, step.GetProperty("losses"));
            joint.item<float>().ShouldBe(losses.Joint.item<float>(), Tolerance);
            foreach (JsonProperty weight in step.GetProperty("weights_after").EnumerateObject())
            {
                float[] figures = First(weight.Value), actual = model.get_parameter(Key(weight.Name))!.Floats();
                actual[..figures.Length].ShouldBe(figures, Tolerance, weight.Name);
                actual.ShouldBe(byHand.get_parameter(weight.Name)!.Floats(), Tolerance, weight.Name);
            }
        }
    }

    private static void ShouldHaveLosses(QuickStart.Losses losses, JsonElement figures)
    {
        losses.Joint.item<float>().ShouldBe(figures.GetProperty("joint").GetSingle(), Tolerance);
        losses.Digit.item<float>().ShouldBe(figures.GetProperty("digit").GetSingle(), Tolerance);
        losses.Suit.item<float>().ShouldBe(figures.GetProperty("suit").GetSingle(), Tolerance);
    }

    /// <summary>The figures' weights, loaded as a checkpoint would be.</summary>
    private static QuickStart Initialized()
    {
        var model = new QuickStart(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        model.load_state_dict(Weights().ToDictionary(weight => Key(weight.Name), weight => weight.Values));
        return model;
    }

    private static QuickStartByHand ByHand()
    {
        var model = new QuickStartByHand();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        foreach ((string name, Tensor values) in Weights()) model.get_parameter(name)!.copy_(values);
        return model;
    }

    private static IEnumerable<(string Name, Tensor Values)> Weights()
    {
        foreach (JsonProperty weight in Figures.GetProperty("made_by_formula").EnumerateObject().Where(weight => weight.Name.Contains('.')))
        {
            long[] shape = [.. weight.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            yield return (weight.Name,
                Reference.Values(shape, weight.Value.GetProperty("salt").GetInt64(), weight.Value.GetProperty("scale").GetSingle()));
        }
    }

    private static QuickStart.Inputs Inputs() => new(Reference.Values([8, 100], salt: 7));

    private static QuickStart.Targets Targets() => new(Reference.Labels(8, 10, salt: 8), Reference.Labels(8, 5, salt: 9));

    // trunk.weight in the figures is trunk_linear.weight in the model.
    private static string Key(string name) => name.Replace(".", "_linear.");

    // Large tensors are given by their first values.
    private static float[] First(JsonElement figures) =>
        figures.ValueKind == JsonValueKind.Object ? figures.GetProperty("first").Floats() : figures.Floats();
}
