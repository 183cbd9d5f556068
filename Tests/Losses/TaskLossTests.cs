using System.Text.Json;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class TaskLossTests
{
    // Values and gradients are of order 1 and add up at most 40 elements: a few units in float32's last place (6e-8 of 1).
    private const float Tolerance = 1e-6f;

    public static TheoryData<string> Cases => [.. Reference.CaseNames("losses")];

    [Theory, MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_PyTorch(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement item = Reference.Case("losses", name);
        (Tensor output, Tensor target, Tensor? mask) = Inputs(item);

        Tensor loss = Compute(item, output, target, mask);
        loss.backward();

        loss.shape.ShouldBeEmpty();
        loss.item<float>().ShouldBe(item.GetProperty("value").GetSingle(), Tolerance);
        output.grad!.Floats().ShouldBe(item.GetProperty("gradient").Floats(), Tolerance);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_full_mask_is_as_good_as_none(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement item = Reference.Case("losses", name);
        (Tensor output, Tensor target, _) = Inputs(item);

        float masked = Compute(item, output, target, ones(output.shape[0])).item<float>();

        masked.ShouldBe(Compute(item, output, target, null).item<float>(), Tolerance);
    }

    [Theory, MemberData(nameof(Cases))]
    public void No_label_gives_no_loss_and_no_gradient(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement item = Reference.Case("losses", name);
        (Tensor output, Tensor target, _) = Inputs(item);

        Tensor loss = Compute(item, output, target, zeros(output.shape[0]));
        loss.backward();

        loss.item<float>().ShouldBe(0);
        output.grad!.Floats().ShouldAllBe(gradient => gradient == 0);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_row_without_a_label_may_hold_anything(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement item = Reference.Case("losses", name);
        (Tensor clean, Tensor target, _) = Inputs(item);
        Tensor mask = ones(clean.shape[0]);
        mask[0].fill_(0);
        Tensor wild = clean.detach().clone();
        wild[0].fill_(float.PositiveInfinity);
        wild.requires_grad_();

        Tensor expected = Compute(item, clean, target, mask);
        Tensor loss = Compute(item, wild, target, mask);
        expected.backward();
        loss.backward();

        loss.item<float>().ShouldBe(expected.item<float>());
        wild.grad!.Floats().ShouldBe(clean.grad!.Floats());
        wild.grad![0].Floats().ShouldAllBe(gradient => gradient == 0);
    }

    [Fact]
    public void A_target_of_another_shape_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();

        Should.Throw<ArgumentException>(() => TaskLoss.MeanSquaredError(zeros(8, 1), zeros(8), null))
            .Message.ShouldContain("The output is (8, 1) and the target (8)");
    }

    private static Tensor Compute(JsonElement item, Tensor output, Tensor target, Tensor? mask)
    {
        JsonElement options = item.GetProperty("options");
        Tensor? Weights(string name) => options.TryGetProperty(name, out JsonElement weights) ? tensor(weights.Floats()) : null;
        double Number(string name) => options.TryGetProperty(name, out JsonElement number) ? number.GetDouble() : 0;
        return item.GetProperty("loss").GetString() switch
        {
            "cross_entropy" => TaskLoss.CrossEntropy(output, target, mask, Number("label_smoothing"), Weights("class_weights")),
            "binary_cross_entropy_with_logits" => TaskLoss.BinaryCrossEntropy(output, target, mask, Weights("pos_weight")),
            "multi_label" => TaskLoss.MultiLabel(output, target, mask, Weights("pos_weight")),
            "mse_loss" => TaskLoss.MeanSquaredError(output, target, mask),
            "l1_loss" => TaskLoss.MeanAbsoluteError(output, target, mask),
            "huber_loss" => TaskLoss.Huber(output, target, mask, Number("delta")),
            string other => throw new InvalidOperationException($"losses.json has a loss that no test knows: {other}"),
            null => throw new InvalidOperationException("losses.json has a case without a loss."),
        };
    }

    /// <summary>A missing target is 0 with a mask of 0, as data sets store it.</summary>
    private static (Tensor Output, Tensor Target, Tensor? Mask) Inputs(JsonElement item)
    {
        JsonElement[] targets = [.. item.GetProperty("targets").EnumerateArray()];
        float[] logits = item.GetProperty("logits").Floats();
        int rows = targets.Length, width = logits.Length / rows;
        bool isClass = item.GetProperty("loss").GetString() == "cross_entropy";
        int targetWidth = isClass ? 1 : width;
        float[]? weights = item.TryGetProperty("weights", out JsonElement listed) ? listed.Floats() : null;
        float[] mask = [.. targets.Select((target, row) => target.ValueKind == JsonValueKind.Null ? 0f : weights?[row] ?? 1)];
        float[] labels = [.. targets.SelectMany(target => target.ValueKind == JsonValueKind.Null ? new float[targetWidth] : target.Floats())];
        Tensor target = isClass ? tensor(labels).to(ScalarType.Int64) : tensor(labels).reshape(rows, width);
        return (tensor(logits).reshape(rows, width).requires_grad_(), target, mask.All(weight => weight == 1) ? null : tensor(mask));
    }
}
