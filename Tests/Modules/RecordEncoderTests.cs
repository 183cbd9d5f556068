using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class RecordEncoderTests
{
    private static readonly Category[] Categories = [new("Workclass", 4, 3), new("MaritalStatus", 3, 2), new("Sex", 2, 3)];

    [Fact]
    public void Its_state_is_named_after_its_columns()
    {
        using var encoder = new RecordEncoder(2, Categories);

        encoder.named_parameters().Select(item => item.name).ShouldBe(["workclass.weight", "marital_status.weight", "sex.weight"]);
        encoder.state_dict().Keys.ShouldBe(["workclass.weight", "marital_status.weight", "sex.weight", "mean", "deviation", "learned"], ignoreOrder: true);
        encoder.Width.ShouldBe(10);
    }

    [Fact]
    public void Numbers_are_standardised_and_a_missing_one_is_the_mean()
    {
        using var encoder = new RecordEncoder(3, []);
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = tensor(new[] { 10f, float.NaN, 7f }).reshape(1, 3), none = zeros([1L, 0L], ScalarType.Int64);

        encoder.IsLearned.ShouldBeFalse();
        encoder.call(numbers, none).Floats().ShouldBe([10f, 0f, 7f]);
        encoder.Learn([8, 5, 7], [4, 2, 0]);

        encoder.IsLearned.ShouldBeTrue();
        encoder.call(numbers, none).Floats().ShouldBe([0.5f, 0f, 0f]);
    }

    [Theory, InlineData(0), InlineData(2)]
    public void Looking_up_together_is_looking_up_one_by_one(int numeric)
    {
        using var encoder = new RecordEncoder(numeric, Categories);
        using var arena = new ParameterArena(CPU, [.. encoder.parameters()], []);
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = Reference.Values([4, numeric], salt: 1);
        Tensor indices = tensor(new long[] { 0, 0, 0, 3, 2, 1, 1, 1, 1, 3, 2, 0 }).reshape(4, 3);
        Tensor upstream = Reference.Values([4, encoder.Width], salt: 2);

        Tensor separate = encoder.call(numbers, indices);
        separate.backward([upstream]);
        float[] expected = arena.Gradients.Floats();
        arena.ZeroGradients();
        encoder.Fuse(arena);
        Tensor together = encoder.call(numbers, indices);
        together.backward([upstream]);

        together.shape.ShouldBe([4L, numeric + 8]);
        together.Floats().ShouldBe(separate.Floats());
        arena.Gradients.Floats().ShouldBe(expected);
        expected.ShouldContain(gradient => gradient != 0);
    }

    [Fact]
    public void An_index_beyond_its_table_is_refused()
    {
        using var encoder = new RecordEncoder(0, Categories);
        using var arena = new ParameterArena(CPU, [.. encoder.parameters()], []);
        using DisposeScope scope = NewDisposeScope();
        encoder.Fuse(arena);
        Tensor none = zeros([2L, 0L]), indices = tensor(new long[] { 0, 0, 0, 3, 3, 1 }).reshape(2, 3);

        Should.Throw<ArgumentOutOfRangeException>(() => encoder.call(none, indices)).Message.ShouldStartWith("Row 1 has MaritalStatus 3");
    }

    [Fact]
    public void Its_statistics_are_part_of_its_state()
    {
        using var encoder = new RecordEncoder(1, Categories);
        using var other = new RecordEncoder(1, Categories);
        encoder.Learn([8], [4]);

        other.load_state_dict(encoder.state_dict());

        other.IsLearned.ShouldBeTrue();
        other.get_buffer("mean")!.Floats().ShouldBe([8f]);
    }

    [Fact]
    public void Wrong_statistics_are_refused()
    {
        using var encoder = new RecordEncoder(2, Categories);

        Should.Throw<ArgumentException>(() => encoder.Learn([1], [1, 2])).Message.ShouldContain("2 numeric columns");
        Should.Throw<ArgumentException>(() => new RecordEncoder(0, [])).Message.ShouldContain("at least one column");
    }
}
