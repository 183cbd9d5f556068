using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A task for each loss attribute, with options and without.</summary>
[MultiTaskModel]
public partial class LossZoo
{
    [SharedLayer, Linear(8), Tanh]
    public partial Tensor Trunk([Input(4)] Tensor features);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Plain(Tensor trunk);

    [Task, Linear(3), CrossEntropy(LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 0.5, 2.0 })]
    public partial Tensor Weighted(Tensor trunk);

    [Task<Kind>, Linear(3), CrossEntropy]
    public partial Tensor Class(Tensor trunk);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Binary(Tensor trunk);

    [Task, Linear(1), BinaryCrossEntropy(PositiveWeight = 3)]
    public partial Tensor Rare(Tensor trunk);

    [Task, Linear(3), MultiLabel]
    public partial Tensor Labels(Tensor trunk);

    [Task, Linear(3), MultiLabel(PositiveWeights = new[] { 1.0, 2.0, 3.0 })]
    public partial Tensor RareLabels(Tensor trunk);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Squared(Tensor trunk);

    [Task, Linear(2), MeanAbsoluteError]
    public partial Tensor Absolute(Tensor trunk);

    [Task, Linear(3), Huber(0.5)]
    public partial Tensor Robust(Tensor trunk);
}

/// <summary>What each loss of a model is, against TorchSharp's own. A new loss adds a task above and a row below.</summary>
public sealed class LossTests
{
    // Losses of order 1, means over some dozen elements: a few units in float32's last place.
    private const float Tolerance = 1e-6f;

    private sealed record Row(Func<LossZoo.Losses, Tensor> Loss, Func<LossZoo.Outputs, LossZoo.Targets, Tensor> Formula);

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["CrossEntropy"] = new(losses => losses.Plain, (o, t) => nn.functional.cross_entropy(o.Plain, t.Plain)),
        ["CrossEntropy with options"] = new(losses => losses.Weighted, (o, t) =>
            nn.functional.cross_entropy(o.Weighted, t.Weighted, tensor(new[] { 1f, 0.5f, 2f }), label_smoothing: 0.1)),
        ["CrossEntropy of an enum"] = new(losses => losses.Class, (o, t) => nn.functional.cross_entropy(o.Class, t.Class)),
        ["BinaryCrossEntropy"] = new(losses => losses.Binary, (o, t) => nn.functional.binary_cross_entropy_with_logits(o.Binary, t.Binary)),
        ["BinaryCrossEntropy with a weight"] = new(losses => losses.Rare, (o, t) =>
            nn.functional.binary_cross_entropy_with_logits(o.Rare, t.Rare, pos_weights: tensor(new[] { 3f }))),
        ["MultiLabel"] = new(losses => losses.Labels, (o, t) => nn.functional.binary_cross_entropy_with_logits(o.Labels, t.Labels)),
        ["MultiLabel with weights"] = new(losses => losses.RareLabels, (o, t) =>
            nn.functional.binary_cross_entropy_with_logits(o.RareLabels, t.RareLabels, pos_weights: tensor(new[] { 1f, 2f, 3f }))),
        ["MeanSquaredError"] = new(losses => losses.Squared, (o, t) => nn.functional.mse_loss(o.Squared, t.Squared)),
        ["MeanAbsoluteError"] = new(losses => losses.Absolute, (o, t) => nn.functional.l1_loss(o.Absolute, t.Absolute)),
        ["Huber"] = new(losses => losses.Robust, (o, t) => nn.functional.huber_loss(o.Robust, t.Robust, delta: 0.5)),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_loss_is_TorchSharps(string name)
    {
        using var model = new LossZoo(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        LossZoo.Outputs outputs = Outputs(Batch);
        LossZoo.Targets targets = Targets(Batch);

        float loss = Rows[name].Loss(model.JointLoss(outputs, targets)).item<float>();

        loss.ShouldBe(Rows[name].Formula(outputs, targets).item<float>(), Tolerance);
        loss.ShouldBeGreaterThan(0.01f);
    }

    [Theory, MemberData(nameof(Names))]
    public void Rows_without_a_label_do_not_count(string name)
    {
        using var model = new LossZoo(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Tensor mask = cat([ones(Batch / 2), zeros(Batch / 2)]);

        Tensor half = Rows[name].Loss(model.JointLoss(Outputs(Batch), Masked(Targets(Batch), mask)));
        Tensor present = Rows[name].Formula(Outputs(Batch / 2), Targets(Batch / 2));
        Tensor none = Rows[name].Loss(model.JointLoss(Outputs(Batch), Masked(Targets(Batch), zeros(Batch))));

        half.item<float>().ShouldBe(present.item<float>(), Tolerance);
        none.item<float>().ShouldBe(0);
    }

    [Fact]
    public void Every_loss_has_a_row() => LayerTests.Attributes<LossAttribute>().ShouldBeSubsetOf(Rows.Keys);

    [Fact]
    public void A_batch_without_any_label_gives_gradients_of_0()
    {
        using var model = new LossZoo(device: "cpu");
        using DisposeScope scope = NewDisposeScope();
        Tensor features = Reference.Values([Batch, 4], salt: 20);

        LossZoo.Losses losses = model.JointLoss(model.Forward(new(features)), Masked(Targets(Batch), zeros(Batch)));
        losses.Joint.backward();

        losses.Joint.item<float>().ShouldBe(0);
        model.Arena.Gradients.Floats().ShouldAllBe(gradient => gradient == 0);
    }

    private const int Batch = 12;

    // The first rows of a larger batch are the smaller batch, since values go by their position.
    private static LossZoo.Outputs Outputs(int rows) => new(
        Reference.Values([rows, 3], 1), Reference.Values([rows, 3], 2), Reference.Values([rows, 3], 3), Reference.Values([rows, 1], 4),
        Reference.Values([rows, 1], 5), Reference.Values([rows, 3], 6), Reference.Values([rows, 3], 7), Reference.Values([rows, 1], 8),
        Reference.Values([rows, 2], 9), Reference.Values([rows, 3], 10));

    private static LossZoo.Targets Targets(int rows) => new(
        Reference.Labels(rows, 3, 11), Reference.Labels(rows, 3, 12), Reference.Labels(rows, 3, 13), Answers(rows, 1, 14),
        Answers(rows, 1, 15), Answers(rows, 3, 16), Answers(rows, 3, 17), Reference.Values([rows, 1], 18),
        Reference.Values([rows, 2], 19), Reference.Values([rows, 3], 20));

    private static LossZoo.Targets Masked(LossZoo.Targets targets, Tensor mask) => targets with
    {
        PlainMask = mask, WeightedMask = mask, ClassMask = mask, BinaryMask = mask, RareMask = mask, LabelsMask = mask,
        RareLabelsMask = mask, SquaredMask = mask, AbsoluteMask = mask, RobustMask = mask,
    };

    private static Tensor Answers(int rows, int width, long salt) =>
        Reference.Labels(rows * width, 2, salt).to(ScalarType.Float32).reshape(rows, width);
}
