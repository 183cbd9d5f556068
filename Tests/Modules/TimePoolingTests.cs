using System.Text.Json;
using MtlDsl.Tests.Contract;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Pooling of padded sequences against PyTorch's of each sequence alone.</summary>
[Collection(nameof(SharedProcess))]
public sealed class TimePoolingTests
{
    // The sums of at most five float32 of size 4, in another order.
    private const double Tolerance = 1e-6;

    private static readonly JsonElement Figures = Reference.Load("sequences");

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("last")]
    public void Values_and_gradients_are_those_of_each_sequence_alone(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement expected = Reference.Case("sequences", name);
        Tensor x = tensor(Figures.GetProperty("input").Floats()).view(4, 5, 3).requires_grad_();
        Tensor lengths = tensor(Figures.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt64()).ToArray());

        Tensor output = Pool(name, x, lengths);
        output.backward([tensor(Figures.GetProperty("upstream").Floats()).view(4, 3)]);

        output.Floats().ShouldBe(expected.GetProperty("output").Floats(), Tolerance);
        x.grad!.Floats().ShouldBe(expected.GetProperty("input_gradient").Floats(), Tolerance);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("last")]
    public void Padding_may_hold_anything(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] anything = [1, 2, 3, 4, float.NaN, float.PositiveInfinity, 5, 6, -7, -8, 1e30f, -1e30f];
        Tensor x = tensor(anything).view(2, 3, 2).requires_grad_();
        Tensor own = tensor(new float[] { 1, 2, 3, 4, 0, 0, 5, 6, -7, -8, 0, 0 }).view(2, 3, 2);
        Tensor lengths = tensor(new long[] { 2, 2 });

        Tensor output = Pool(name, x, lengths);
        output.sum().backward();

        output.Floats().ShouldBe(Pool(name, own, lengths).Floats());
        x.grad!.Floats().ShouldAllBe(value => float.IsFinite(value));
        x.grad!.select(1, 2).Floats().ShouldAllBe(value => value == 0);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("last")]
    public void An_empty_sequence_gives_zeros_and_takes_no_gradient(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, 3, 2).requires_grad_();

        Tensor output = Pool(name, x, tensor(new long[] { 0, 3 }));
        output.sum().backward();

        output.Floats().ShouldBe([0, 0, 1, 1]);
        x.grad!.select(0, 0).Floats().ShouldAllBe(value => value == 0);
        x.grad!.select(0, 1).sum().item<float>().ShouldBe(2, Tolerance);
    }

    [Fact]
    public void Padding_of_an_embedding_is_zero_and_learns_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement expected = Figures.GetProperty("embedding");
        using Embedding embedding = nn.Embedding(8, 3, padding_idx: 7);
        embedding.weight!.select(0, 7).Floats().ShouldBe([0, 0, 0]);
        using (no_grad()) embedding.weight!.copy_(tensor(expected.GetProperty("weight").Floats()).view(8, 3));
        Tensor tokens = tensor(expected.GetProperty("tokens").Floats()).to_type(ScalarType.Int64).view(4, 5);
        Tensor lengths = tensor(Figures.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt64()).ToArray());

        Tensor means = TimePooling.Mean(embedding.call(tokens), lengths);
        means.backward([tensor(Figures.GetProperty("upstream").Floats()).view(4, 3)]);

        means.Floats().ShouldBe(expected.GetProperty("means").Floats(), Tolerance);
        embedding.weight!.grad!.Floats().ShouldBe(expected.GetProperty("weight_gradient").Floats(), Tolerance);
        embedding.weight!.grad!.select(0, 7).Floats().ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void Full_lengths_make_nothing_padding()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Reference.Values([4, 5, 3], salt: 65);

        TimePooling.FullLengths(x).Longs().ShouldBe([5, 5, 5, 5]);
        TimePooling.Mean(x, TimePooling.FullLengths(x)).Floats().ShouldBe(x.mean([1L]).Floats(), Tolerance);
        TimePooling.Last(x, TimePooling.FullLengths(x)).Floats().ShouldBe(x.select(1, 4).Floats());
    }

    private static Tensor Pool(string name, Tensor x, Tensor lengths) => name switch
    {
        "mean" => TimePooling.Mean(x, lengths),
        "max" => TimePooling.Max(x, lengths),
        _ => TimePooling.Last(x, lengths),
    };
}
