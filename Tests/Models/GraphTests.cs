using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>Fusing heads, joining, detaching and weighting change nothing but the time that a step takes.</summary>
public sealed class GraphTests
{
    // One wide product sums in another order than several narrow ones: a few units in float32's last place of values of order 1.
    private const float Tolerance = 1e-5f;

    [Fact]
    public void Fused_heads_compute_what_the_node_methods_do()
    {
        using var model = new QuickStart(seed: 3, device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Reference.Values([8, 100], salt: 1);

        QuickStart.Outputs outputs = model.Forward(new(features));
        Tensor trunk = model.Trunk(features);

        outputs.Digit.Floats().ShouldBe(model.Digit(trunk).Floats(), Tolerance);
        outputs.Suit.Floats().ShouldBe(model.Suit(trunk).Floats(), Tolerance);
    }

    [Fact]
    public void Fused_heads_have_the_gradients_of_the_node_methods()
    {
        using var model = new QuickStart(seed: 3, device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Reference.Values([8, 100], salt: 1);
        var targets = new QuickStart.Targets(Reference.Labels(8, 10, salt: 8), Reference.Labels(8, 5, salt: 9));

        model.JointLoss(model.Forward(new(features)), targets).Joint.backward();
        float[] fused = model.Arena.Gradients.Floats();
        model.Arena.ZeroGradients();
        Tensor trunk = model.Trunk(features);
        model.JointLoss(new(model.Digit(trunk), model.Suit(trunk)), targets).Joint.backward();

        model.Arena.Gradients.Floats().ShouldBe(fused, Tolerance);
        fused.ShouldContain(gradient => Math.Abs(gradient) > 1e-3f);
    }

    [Fact]
    public void Branches_compute_what_the_node_methods_do()
    {
        using var model = new Branches(seed: 3, device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Branches.Inputs inputs = Inputs(8);
        model.eval();

        Branches.Outputs outputs = model.Forward(inputs);
        Tensor stem = model.Stem(inputs.Image), left = model.Left(stem), sum = model.Sum(left, model.Right(stem));
        Tensor mixture = model.Mixture(left, sum, inputs.Context), place = model.Place(mixture);

        outputs.Size.Floats().ShouldBe(model.Size(mixture).Floats(), Tolerance);
        outputs.Place.Floats().ShouldBe(place.Floats(), Tolerance);
        outputs.Tags.Floats().ShouldBe(model.Tags(mixture, place).Floats(), Tolerance);
        outputs.Size.shape.ShouldBe([8, 3]);
        outputs.Tags.shape.ShouldBe([8, 4]);
    }

    [Fact]
    public void Names_and_shapes_of_the_state_are_those_of_the_nodes()
    {
        using var quickStart = new QuickStart(device: "cpu");
        using var branches = new Branches(device: "cpu");

        Shapes(quickStart).ShouldBe(
        [
            ("trunk_linear.weight", "64, 100"), ("trunk_linear.bias", "64"),
            ("digit_linear.weight", "10, 64"), ("digit_linear.bias", "10"),
            ("suit_linear.weight", "5, 64"), ("suit_linear.bias", "5"),
        ], ignoreOrder: true);
        Shapes(branches).Select(entry => entry.Key).ShouldBe(
        [
            "stem_linear.weight", "stem_linear.bias", "stem_layernorm.weight", "stem_layernorm.bias",
            "left_linear.weight", "left_linear.bias", "left_batchnorm1d.weight", "left_batchnorm1d.bias",
            "left_batchnorm1d.running_mean", "left_batchnorm1d.running_var", "left_batchnorm1d.num_batches_tracked",
            "right_linear.weight", "right_linear.bias", "sum_linear.weight", "sum_linear.bias", "mixture_linear.weight",
            "size_linear1.weight", "size_linear1.bias", "size_linear2.weight", "size_linear2.bias",
            "place_linear.weight", "place_linear.bias", "tags_linear.weight", "tags_linear.bias",
            "ignored_linear.weight", "ignored_linear.bias",
        ], ignoreOrder: true);
        branches.Summary().Parameters.ShouldBe(branches.parameters().Sum(parameter => parameter.numel()));
        branches.Arena.Length.ShouldBe(branches.Summary().Parameters);
    }

    [Fact]
    public void What_several_tasks_train_comes_first_in_the_arena()
    {
        using var model = new QuickStart(device: "cpu");

        model.Arena.Shared.ShouldBe(new ArenaRange(0, 6464));
        model.Arena.Own.ShouldBe(new ArenaRange(6464, 975));
    }

    [Fact]
    public void Detach_stops_the_gradient_and_a_task_that_is_read_gets_one()
    {
        using var model = new Cascade(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Reference.Values([8, 4], salt: 1), target = Reference.Values([8, 1], salt: 2);
        Cascade.Outputs outputs = model.Forward(new(features));

        model.JointLoss(outputs, new(target, target, target)).Frozen.backward();
        Gradient(model, "first_linear.weight").ShouldAllBe(gradient => gradient == 0);
        Gradient(model, "frozen_linear.weight").ShouldContain(gradient => gradient != 0);

        model.zero_grad();
        outputs = model.Forward(new(features));
        model.JointLoss(outputs, new(target, target, target)).Second.backward();
        Gradient(model, "first_linear.weight").ShouldContain(gradient => gradient != 0);
    }

    [Fact]
    public void A_task_of_weight_0_trains_nothing_and_has_a_loss()
    {
        using var model = new Branches(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Branches.Targets targets = Targets(8);

        Branches.Losses losses = model.JointLoss(model.Forward(Inputs(8)), targets);
        losses.Joint.backward();

        Gradient(model, "ignored_linear.weight").ShouldAllBe(gradient => gradient == 0);
        losses.Ignored.item<float>().ShouldBeGreaterThan(0);
        float expected = losses.Size.item<float>() + 2 * losses.Place.item<float>() + 0.25f * losses.Tags.item<float>();
        losses.Joint.item<float>().ShouldBe(expected, Tolerance);
    }

    internal static Branches.Inputs Inputs(int rows) => new(Reference.Values([rows, 1, 4, 4], salt: 1), Reference.Values([rows, 3], salt: 2));

    internal static Branches.Targets Targets(int rows) => new(
        Reference.Labels(rows, 3, salt: 3), Reference.Values([rows, 3], salt: 4),
        Reference.Labels(rows * 4, 2, salt: 5).to(ScalarType.Float32).reshape(rows, 4),
        Reference.Labels(rows, 2, salt: 6).to(ScalarType.Float32).reshape(rows, 1));

    private static float[] Gradient(nn.Module model, string name) => model.get_parameter(name)!.grad!.Floats();

    private static IEnumerable<(string Key, string Shape)> Shapes(nn.Module model) =>
        model.state_dict().Select(entry => (entry.Key, string.Join(", ", entry.Value.shape)));
}

/// <summary>Tasks that read a task, once with its gradient and once without.</summary>
[MultiTaskModel]
public partial class Cascade
{
    [SharedLayer, Linear(8), Tanh]
    public partial Tensor Trunk([Input(4)] Tensor features);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor First(Tensor trunk);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Second(Tensor first, Tensor trunk);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Frozen([Detach] Tensor first);
}
