using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class ModelFileTests
{
    private static readonly Dictionary<string, string> QuickStart = new() { ["model"] = "QuickStart" };

    [Fact]
    public void Loading_copies_in_place_so_that_views_and_gradients_stay()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var arena = zeros(4);
        var weight = arena.narrow(0, 0, 3).requires_grad_();
        ModelFile.Save(folder.File(), [("weight", tensor(new float[] { 1, 2, 3 })), ("bias", tensor(4f))], QuickStart);

        var metadata = ModelFile.Load(folder.File(), [("bias", arena[3]), ("weight", weight)], QuickStart);

        arena.data<float>().ToArray().ShouldBe([1, 2, 3, 4]);
        weight.requires_grad.ShouldBeTrue();
        weight.is_leaf.ShouldBeTrue();
        metadata.ShouldBe(QuickStart);
    }

    [Fact]
    public void Every_difference_is_named_and_nothing_is_copied()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        ModelFile.Save(
            folder.File(),
            [("trunk.weigth", ones(2, 3)), ("digit.bias", ones(5)), ("digit.weight", ones(1).to_type(ScalarType.Float64)), ("same", ones(2))],
            new Dictionary<string, string> { ["model"] = "Other" });
        var same = zeros(2);

        var message = Should.Throw<CheckpointException>(() => ModelFile.Load(
            folder.File(),
            [("trunk.weight", zeros(2, 3)), ("digit.bias", zeros(10)), ("digit.weight", zeros(1)), ("same", same)],
            QuickStart)).Message;

        message.Split(Environment.NewLine).ShouldBe(
        [
            $"'{folder.File()}' is not of this model, which is as it was:",
            "  - its model is 'Other', and 'QuickStart' was expected",
            "  - it lacks 'trunk.weight', F32 (2, 3); the nearest name it has is 'trunk.weigth'",
            "  - it has 'trunk.weigth', F32 (2, 3), and the model has not",
            "  - 'digit.bias' is F32 (5) in the file and F32 (10) in the model",
            "  - 'digit.weight' is F64 (1) in the file and F32 (1) in the model",
        ]);
        same.data<float>().ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void A_shape_that_would_broadcast_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        ModelFile.Save(folder.File(), [("a", ones(1, 3))]);
        Should.Throw<CheckpointException>(() => ModelFile.Load(folder.File(), [("a", zeros(2, 3))])).Message
            .ShouldContain("'a' is F32 (1, 3) in the file and F32 (2, 3) in the model");
    }

    [Fact]
    public void Many_differences_are_cut_short()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        ModelFile.Save(folder.File(), [.. Enumerable.Range(0, 25).Select(i => ($"layer{i}", ones(1)))]);
        var lines = Should.Throw<CheckpointException>(() => ModelFile.Load(folder.File(), [])).Message.Split(Environment.NewLine);
        lines.Length.ShouldBe(12);
        lines[^1].ShouldBe("  - and 15 more");
    }

    [Fact]
    public void A_file_without_the_expected_metadata_is_loaded()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        ModelFile.Save(folder.File(), [("a", ones(1))]);
        var live = zeros(1);
        ModelFile.Load(folder.File(), [("a", live)], QuickStart);
        live.item<float>().ShouldBe(1);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<FileNotFoundException>(() => ModelFile.Load("such.safetensors", [])).Message.ShouldContain("such.safetensors");
}
