using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Contract;

/// <summary>A tensor and a number give what the tensor and another tensor of that number give, to the last bit.</summary>
public class NumberArithmeticTests
{
    private static readonly double[] Numbers = [0.1, -0.0, 0.0, 3, -1.5, 1e-40, double.NaN, double.PositiveInfinity, 16777217];

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void IsTheSameAsWithATensor(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -2.5, -0.0, 0.3, 7, 1e30 }, type);
        foreach (var value in Numbers)
        {
            var number = full(5, value, type);
            ShouldBeSame(x + value, x + number);
            ShouldBeSame(value + x, number + x);
            ShouldBeSame(x - value, x - number);
            ShouldBeSame(value - x, number - x);
            ShouldBeSame(x * value, x * number);
            ShouldBeSame(x / value, x / number);
            ShouldBeSame(x.gt(value), x.gt(number));
            ShouldBeSame(x.le(value), x.le(number));
            ShouldBeSame(x.clone().mul_(value), x * number);
            ShouldBeSame(x.clone().add_(value), x + number);
        }
    }

    [Fact]
    public void ANumberMakesTheTypeThatItMakesInPyTorch()
    {
        using var scope = NewDisposeScope();
        (ones(2, ScalarType.Int64) * 2).dtype.ShouldBe(ScalarType.Int64);
        (ones(2, ScalarType.Int64) * 2.5).dtype.ShouldBe(ScalarType.Float32);
        (ones(2, ScalarType.Float32) * 2.5).dtype.ShouldBe(ScalarType.Float32);
        (ones(2, ScalarType.Float16) * 2.5).dtype.ShouldBe(ScalarType.Float16);
        (ones(2, ScalarType.Float64) + 2).dtype.ShouldBe(ScalarType.Float64);
        (tensor(1.5f) * 2.5).dtype.ShouldBe(ScalarType.Float32);
    }

    [Fact]
    public void ANumberFirstUsedInInferenceModeTrainsAfterwards()
    {
        using var scope = NewDisposeScope();
        using (inference_mode())
            _ = ones(2) * 0.4375;
        var x = ones(2).requires_grad_();
        (x * 0.4375).sum().backward();
        x.grad!.data<float>().ToArray().ShouldBe([0.4375f, 0.4375f]);
    }

    // By their bytes, so that NaN is itself and -0 is not 0.
    private static void ShouldBeSame(Tensor actual, Tensor expected)
    {
        actual.dtype.ShouldBe(expected.dtype);
        actual.bytes.ToArray().ShouldBe(expected.bytes.ToArray());
    }
}
