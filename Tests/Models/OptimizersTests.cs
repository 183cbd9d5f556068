using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A model whose nodes have learning rates and penalties.</summary>
[MultiTaskModel, WeightPenalty(l2: 0.5)]
public partial class Grouped
{
    [SharedLayer, LearningRate(0), Linear(8), ReLU]
    public partial Tensor Fixed([Input(4)] Tensor features);

    [SharedLayer, Linear(8), ReLU]
    public partial Tensor Trunk(Tensor @fixed);

    [Task, WeightPenalty, Linear(2), CrossEntropy]
    public partial Tensor Side(Tensor trunk);

    [Task, LearningRate(0.5), WeightPenalty(l1: 0.25, IncludeBiases = true), Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor trunk);
}

/// <summary>Fit with any optimizer, and with groups.</summary>
public sealed class OptimizersTests
{
    [Fact]
    public void Lbfgs_fits_in_a_few_steps()
    {
        using var model = new QuickStart(seed: 1, device: "cpu");
        QuickStart.Dataset data = QuickStartData.Make(128, seed: 1);

        var history = model.Fit(data, options: new() { Epochs = 8, BatchSize = 128, Optimizer = p => optim.LBFGS(p, lr: 1) });

        history.Epochs[^1].Train.Joint.ShouldBeLessThan(0.01 * history.Epochs[0].Train.Joint);
    }

    public static TheoryData<OptimizerFactory> Factories =>
    [
        p => optim.LBFGS(p, lr: 0.1, max_iter: 4),
        p => optim.AdamW(p, 0.01, amsgrad: true),
        p => optim.SGD(p, 0.1, momentum: 0.9),
        new RmsProp { Momentum = 0.5, Centered = true },
        new Adagrad { LearningRateDecay = 0.1, InitialAccumulator = 0.1 },
        new NAdam(),
        new Lion(),
        new AdaBelief(),
    ];

    [Theory, MemberData(nameof(Factories))]
    public void A_resumed_run_is_the_run_that_was_never_stopped(OptimizerFactory factory)
    {
        Branches.Dataset data = LearningTests.MakeBranches(40, seed: 1);
        using TemporaryFolder whole = new(), parts = new();
        using Branches model = new(seed: 1, device: "cpu"), first = new(seed: 1, device: "cpu"), second = new(seed: 1, device: "cpu");

        model.Fit(data, options: Options(whole, factory));
        first.Fit(data, options: Options(parts, factory) with { MaxSteps = 7 });
        second.Fit(data, options: Options(parts, factory) with { Resume = parts.Path });

        second.Arena.Values.Floats().ShouldBe(model.Arena.Values.Floats());
    }

    [Fact]
    public void Accumulating_four_batches_of_8_is_one_batch_of_32()
    {
        QuickStart.Dataset data = QuickStartData.Make(96, seed: 1);
        using QuickStart four = new(seed: 1, device: "cpu"), one = new(seed: 1, device: "cpu");
        var options = new FitOptions { Epochs = 2, Optimizer = new Sgd(0.1), ClipNorm = 0.5, ClipValue = 0.1 };

        four.Fit(data, options: options with { BatchSize = 8, AccumulateGradients = 4 });
        one.Fit(data, options: options with { BatchSize = 32 });

        // Six steps in single precision, whose sums are added up in another order.
        four.Arena.Values.Floats().ShouldBe(one.Arena.Values.Floats(), 1e-6f);
    }

    [Fact]
    public void An_optimizer_of_TorchSharp_trains_as_the_same_one_over_the_arena()
    {
        QuickStart.Dataset data = QuickStartData.Make(90, seed: 1);
        using QuickStart theirs = new(seed: 1, device: "cpu"), ours = new(seed: 1, device: "cpu");
        // 12 batches: two steps an epoch, and one of what is left.
        var options = new FitOptions { Epochs = 2, BatchSize = 8, AccumulateGradients = 5, ClipNorm = 0.5, Schedule = new ExponentialDecay(0.5) };

        theirs.Fit(data, options: options with { Optimizer = p => optim.SGD(p, 0.1, momentum: 0.9, weight_decay: 0.01) });
        ours.Fit(data, options: options with { Optimizer = new Sgd(0.1) { Momentum = 0.9, WeightDecay = 0.01 } });

        // Six steps in single precision, which round differently.
        theirs.Arena.Values.Floats().ShouldBe(ours.Arena.Values.Floats(), 1e-6f);
    }

    [Fact]
    public void Attributes_of_nodes_set_learning_rates_and_penalties()
    {
        using var model = new Grouped(seed: 1, device: "cpu");
        Dictionary<string, float[]> before = model.named_parameters().ToDictionary(named => named.name, named => named.parameter.Floats());
        const float Rate = 0.125f;
        using ArenaOptimizer optimizer = new Sgd(Rate).Create(model.Arena);

        // Gradients of 0: what moves weights are the penalties alone.
        model.Arena.ZeroGradients();
        optimizer.Step();

        // Products of powers of two are exact.
        Expect("fixed_linear.weight", value => value);
        Expect("trunk_linear.weight", value => value - Rate * 0.5f * value);
        Expect("trunk_linear.bias", value => value);
        Expect("side_linear.weight", value => value);
        Expect("size_linear.weight", value => (value - Rate * 0.25f * MathF.Sign(value) - value) * 0.5f + value);
        Expect("size_linear.bias", value => (value - Rate * 0.25f * MathF.Sign(value) - value) * 0.5f + value);

        void Expect(string name, Func<float, float> rule) =>
            model.named_parameters().Single(named => named.name == name).parameter.Floats().ShouldBe([.. before[name].Select(rule)]);
    }

    private static FitOptions Options(TemporaryFolder folder, OptimizerFactory factory) => new()
    {
        Epochs = 3,
        BatchSize = 16,
        Optimizer = factory,
        Callbacks = [new ModelCheckpoint(folder.Path) { Every = Interval.Steps(7) }],
    };
}
