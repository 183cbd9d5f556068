using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MtlDsl.Tests.Contract;

/// <summary>
/// Seeded modules and optimizers give the numbers that PyTorch 1.13 gives on a CPU: initial values in the same
/// distribution and drawn in the same order, the same forward passes, the same steps.
/// </summary>
[Collection(nameof(SharedProcess))]
public class PyTorchNumbersTests
{
    // Single precision, sums of up to some thousand terms: seven digits of the largest partial sum.
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData("SGD", -0.41636005, 0.32660079, -0.332371682)]
    [InlineData("Adam", 0.507963657, -1.50295579, 2.50177956)]
    [InlineData("AMSGrad", 0.507963717, -1.50295579, 2.50177956)]
    [InlineData("AdamW", 0.488730043, -1.4587878, 2.43280959)]
    [InlineData("RMSProp", 0.49398309, -1.46743524, 2.45940685)]
    public void FiveStepsOfAnOptimizerLeadWherePyTorchsDo(string kind, double first, double second, double third)
    {
        using var parameter = new Parameter(tensor(new float[] { 1, -2, 3 }));
        using var curvature = tensor(new float[] { 1, 2, 0.5f });
        using var optimizer = Optimizer(kind, parameter);
        for (var i = 0; i < 5; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            (curvature * parameter.square()).sum().backward();
            optimizer.step();
        }
        var values = parameter.data<float>().ToArray();
        // Single precision after five steps.
        values[0].ShouldBe((float)first, 1e-5f);
        values[1].ShouldBe((float)second, 1e-5f);
        values[2].ShouldBe((float)third, 1e-5f);
    }

    [Fact]
    public void DropoutIsAFunctionOfTheSeed()
    {
        using var scope = NewDisposeScope();
        manual_seed(42);
        var first = F.dropout(ones(1000), 0.3).data<float>().ToArray();
        manual_seed(42);
        F.dropout(ones(1000), 0.3).data<float>().ToArray().ShouldBe(first);
        first.ShouldAllBe(value => value == 0 || Math.Abs(value - 1 / 0.7f) < 1e-6f);
        // Five standard deviations of a binomial distribution of 1000 draws.
        first.Count(value => value == 0).ShouldBeInRange(300 - 73, 300 + 73);
    }

    private static optim.Optimizer Optimizer(string kind, Parameter parameter)
    {
        Parameter[] parameters = [parameter];
        return kind switch
        {
            "SGD" => optim.SGD(parameters, 0.1, momentum: 0.9, weight_decay: 0.01, nesterov: true),
            "Adam" => optim.Adam(parameters, 0.1, weight_decay: 0.01),
            "AMSGrad" => optim.Adam(parameters, 0.1, amsgrad: true),
            "AdamW" => optim.AdamW(parameters, 0.1, weight_decay: 0.05),
            _ => optim.RMSProp(parameters, 0.01, momentum: 0.5, centered: true),
        };
    }

#if TORCH_PROVIDER_SYSTEM
    // TorchSharp's own modules are tested in TorchSharp; what a seed draws depends on how its libtorch was built.

    [Theory]
    [InlineData("Linear", -1.2908228423550554, 0.0764538571, 0.0233277567)]
    [InlineData("Embedding", 17.642148143495433, 1.92691529, 0.824364185)]
    [InlineData("Conv2d", -1.4945460189483128, 0.147135511, -0.0385798439)]
    [InlineData("LSTM", -9.47897472495788, 0.288968384, 0.187375054)]
    [InlineData("GRU", -6.140480788308196, 0.288968384, -0.367814004)]
    public void ASeededModuleStartsLikePyTorchs(string kind, double sum, double first, double last)
    {
        manual_seed(42);
        using var module = Make(kind);
        using var scope = NewDisposeScope();
        var values = module.parameters().Select(parameter => parameter.detach().flatten()).ToArray();
        values.Sum(value => value.sum(ScalarType.Float64).ToDouble()).ShouldBe(sum, Tolerance);
        values[0][0].ToDouble().ShouldBe(first, 1e-7);
        values[^1][-1].ToDouble().ShouldBe(last, 1e-7);
    }

    [Fact]
    public void RecurrentPassesAreThoseOfPyTorch()
    {
        using var scope = NewDisposeScope();
        manual_seed(42);
        using var lstm = RecurrentInput(() => nn.LSTM(5, 7, 2, batchFirst: true, bidirectional: true), out var input);
        var (output, hidden, cell) = lstm.call(input);
        output.sum().ToDouble().ShouldBe(-4.789089679718018, Tolerance);
        hidden.sum().ToDouble().ShouldBe(-1.0473726987838745, Tolerance);
        cell.sum().ToDouble().ShouldBe(-1.3209179639816284, Tolerance);

        manual_seed(42);
        using var gru = RecurrentInput(() => nn.GRU(5, 7, batchFirst: true), out input);
        var (outputs, state) = gru.call(input);
        outputs.sum().ToDouble().ShouldBe(-3.0988664627075195, Tolerance);
        state.sum().ToDouble().ShouldBe(-2.1463353633880615, Tolerance);
    }

    [Fact]
    public void BatchNormalisationKeepsPyTorchsStatistics()
    {
        using var scope = NewDisposeScope();
        manual_seed(42);
        using var layer = nn.BatchNorm1d(3);
        var input = randn(8, 3);
        layer.call(input).pow(3).sum().ToDouble().ShouldBe(-1.1575074195861816, Tolerance);
        layer.running_mean!.data<float>().ToArray().Select(value => (double)value)
            .ShouldBe([-0.0186958704, -0.0200081449, -0.0338776894], Tolerance);
        layer.running_var!.data<float>().ToArray().Select(value => (double)value)
            .ShouldBe([1.04672074, 0.990679324, 1.00838375], Tolerance);
        layer.num_batches_tracked!.ToInt64().ShouldBe(1);
        layer.eval();
        layer.call(input).sum().ToDouble().ShouldBe(-5.19207239151001, Tolerance);
    }

    private static nn.Module Make(string kind) => kind switch
    {
        "Linear" => nn.Linear(100, 64),
        "Embedding" => nn.Embedding(50, 8),
        "Conv2d" => nn.Conv2d(3, 8, 3),
        "LSTM" => nn.LSTM(5, 7, 2, bidirectional: true),
        _ => nn.GRU(5, 7),
    };

    // The input is drawn first, then the module.
    private static T RecurrentInput<T>(Func<T> make, out Tensor input)
    {
        input = randn(4, 3, 5);
        return make();
    }
#endif
}
