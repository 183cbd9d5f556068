using System.Text.Json;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using TorchAdamW = TorchSharp.Modules.AdamW;

namespace MtlDsl.Tests;

/// <summary>TorchSharp's own optimizers over an arena.</summary>
public sealed class TorchOptimizerTests
{
    // Each iteration of L-BFGS divides by differences of gradients, which loses a digit of the seven that single precision has.
    private const float LbfgsTolerance = 1e-5f;

    // Parameters of order 1, in steps of 1e-7, moved 15 times by gradients that are sums of up to 160 products in another order.
    private const float Tolerance = 3e-6f;

    [Fact]
    public void Lbfgs_computes_the_loss_several_times_a_step()
    {
        JsonElement figures = Reference.Load("lbfgs");
        using var network = new LbfgsNetwork();
        using var arena = new ParameterArena(CPU, network.Parameters, []);
        using ArenaOptimizer optimizer = Options(LbfgsNetwork.Optimizer).CreateOptimizer(arena);

        foreach (JsonElement expected in figures.GetProperty("parameters_after").EnumerateArray())
        {
            Learn(optimizer, network);
            network.Values().ShouldBe(expected.Floats(), LbfgsTolerance);
        }
        network.Losses.ToArray().ShouldBe(figures.GetProperty("losses").Floats(), LbfgsTolerance);
        optimizer.Steps.ShouldBe(3);
        optimizer.Batches.ShouldBe(3);
    }

    [Fact]
    public void The_learning_rate_of_Lbfgs_is_that_of_the_run()
    {
        using var network = new LbfgsNetwork();
        using var arena = new ParameterArena(CPU, network.Parameters, []);
        using ArenaOptimizer optimizer = Options(LbfgsNetwork.Optimizer).CreateOptimizer(arena);
        float[] before = network.Values();
        optimizer.LearningRate.ShouldBe(0.5);

        optimizer.LearningRate = 0;
        Learn(optimizer, network);

        network.Values().ShouldBe(before);
    }

    public static TheoryData<string, int, double?, double?> Accumulated => new()
    {
        { "accumulated", 4, null, null },
        { "accumulated and clipped by norm", 4, 0.3, null },
        { "accumulated and clipped by value", 4, null, 0.05 },
        { "clipped by value and norm", 1, 0.2, 0.05 },
        { "accumulated, penalised and clipped", 4, 0.4, 0.1 },
        { "L1 and L2, clipped", 1, 0.5, null },
    };

    [Theory, MemberData(nameof(Accumulated))]
    public void Accumulation_penalties_and_clipping_work_with_them_too(string name, int batches, double? clipNorm, double? clipValue)
    {
        using var model = new ReferenceModel();
        if (name.Contains("penalised") || name.StartsWith("L1"))
        {
            model.Arena.Group(new() { L1 = 0.02, L2 = 0.05, IncludeBiases = true }, model.Parameters[..2]);
            model.Arena.Group(new() { L1 = 0.1 }, model.Parameters[2..]);
        }
        OptimizerFactory factory = name switch
        {
            "accumulated" or "accumulated, penalised and clipped" => p => optim.Adam(p, 0.01),
            "clipped by value and norm" => p => optim.SGD(p, 0.2, momentum: 0.9),
            "L1 and L2, clipped" => p => optim.SGD(p, 0.1),
            _ => p => optim.SGD(p, 0.2),
        };
        var options = new FitOptions { Optimizer = factory, AccumulateGradients = batches, ClipNorm = clipNorm, ClipValue = clipValue };
        using ArenaOptimizer optimizer = options.CreateOptimizer(model.Arena);

        foreach (JsonProperty expected in Reference.Case("steps", name).GetProperty("parameters_after").EnumerateObject())
        {
            while (optimizer.Steps < int.Parse(expected.Name)) model.Learn(optimizer, batches);
            model.Values.ShouldBe(expected.Value.Floats(), Tolerance);
        }
    }

    [Fact]
    public void Learning_rates_of_groups_keep_their_proportion()
    {
        using var model = new ReferenceModel();
        TorchAdamW? made = null;
        using ArenaOptimizer optimizer = Options(parameters => made = optim.AdamW(
        [
            new TorchAdamW.ParamGroup([.. parameters.Take(2)], lr: 0.01),
            new TorchAdamW.ParamGroup([.. parameters.Skip(2)], lr: 0.002),
        ])).CreateOptimizer(model.Arena);
        optimizer.LearningRate.ShouldBe(0.01);

        optimizer.LearningRate = 0.5;
        model.Learn(optimizer);

        made!.ParamGroups.Select(group => group.LearningRate).ShouldBe([0.5, 0.1]);
    }

    [Fact]
    public void Factors_of_nodes_hold_for_them_too()
    {
        using ReferenceModel model = new(), whole = new();
        model.Arena.Group(new() { LearningRate = 0 }, model.Parameters[..2]);
        using ArenaOptimizer optimizer = Options(p => optim.Adam(p, 0.01)).CreateOptimizer(model.Arena),
            other = Options(p => optim.Adam(p, 0.01)).CreateOptimizer(whole.Arena);
        float[] before = model.Parameters[0].Floats();

        model.Learn(optimizer);
        whole.Learn(other);

        model.Parameters[0].Floats().ShouldBe(before);
        model.Parameters[2].Floats().ShouldBe(whole.Parameters[2].Floats());
    }

    public static TheoryData<string> Kinds => ["SGD", "Adam", "AMSGrad", "AdamW", "RMSProp", "LBFGS"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_run_that_goes_on_from_a_checkpoint_takes_the_same_steps(string kind)
    {
        using ReferenceModel model = new(), resumedModel = new();
        using ArenaOptimizer optimizer = Options(Factory(kind)).CreateOptimizer(model.Arena),
            resumed = Options(Factory(kind)).CreateOptimizer(resumedModel.Arena);
        for (int step = 0; step < 5; step++) model.Learn(optimizer);
        resumedModel.Arena.Values.copy_(model.Arena.Values);

        CheckpointCopy.Take(optimizer, resumed);
        float[] before = model.Values;
        for (int step = 0; step < 5; step++)
        {
            model.Learn(optimizer);
            resumedModel.Learn(resumed);
        }

        resumed.Steps.ShouldBe(10);
        model.Values.ShouldNotBe(before);
        resumedModel.Values.ShouldBe(model.Values);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Restoring_the_last_good_state_restores_what_it_remembers(string kind)
    {
        using var model = new ReferenceModel();
        using ArenaOptimizer optimizer = Options(Factory(kind)).CreateOptimizer(model.Arena);
        // L-BFGS is made anew: the beginning is the state that it goes back to.
        if (kind != "LBFGS") for (int step = 0; step < 3; step++) model.Learn(optimizer);
        optimizer.NoteGoodState();
        using Tensor good = model.Arena.Values.clone();
        float[] first = Go(), second = Go();

        second.ShouldBe(first);

        float[] Go()
        {
            model.Arena.Values.copy_(good);
            optimizer.RestoreGoodState();
            for (int step = 0; step < 3; step++) model.Learn(optimizer);
            return model.Values;
        }
    }

    [Fact]
    public void A_checkpoint_of_another_optimizer_is_refused()
    {
        using var model = new ReferenceModel();
        using var small = new Parameter(zeros(3));
        using var other = new ParameterArena(CPU, [small], []);
        using ArenaOptimizer adam = Options(p => optim.Adam(p)).CreateOptimizer(model.Arena),
            adamW = Options(p => optim.AdamW(p)).CreateOptimizer(model.Arena), elsewhere = Options(p => optim.Adam(p)).CreateOptimizer(other);

        Should.Throw<CheckpointException>(() => CheckpointCopy.Take(adam, adamW)).Message.ShouldContain("was written with the optimizer Adam, and this run has AdamW");
        Should.Throw<CheckpointException>(() => CheckpointCopy.Take(adam, elsewhere)).Message.ShouldContain("has a state of Adam that does not fit");
    }

    [Fact]
    public void A_step_that_is_not_finite_halfway_is_taken_back()
    {
        using var network = new LbfgsNetwork();
        using var arena = new ParameterArena(CPU, network.Parameters, []);
        using ArenaOptimizer optimizer = Options(LbfgsNetwork.Optimizer).CreateOptimizer(arena);
        Learn(optimizer, network);
        float[] before = network.Values();

        int evaluations = 0;
        Learn(optimizer, network, loss => ++evaluations == 3 ? loss * float.NaN : loss);

        evaluations.ShouldBe(3);
        optimizer.IsRefused.ShouldBeTrue();
        optimizer.Steps.ShouldBe(1);
        network.Values().ShouldBe(before);
        Learn(optimizer, network);
        optimizer.IsRefused.ShouldBeFalse();
        network.Losses[^1].ShouldBeLessThan(network.Losses[0]);
    }

    [Fact]
    public void An_exception_halfway_leaves_the_parameters_as_they_were()
    {
        using var network = new LbfgsNetwork();
        using var arena = new ParameterArena(CPU, network.Parameters, []);
        using ArenaOptimizer optimizer = Options(LbfgsNetwork.Optimizer).CreateOptimizer(arena);
        float[] before = network.Values();

        int evaluations = 0;
        Should.Throw<FormatException>(() => Learn(optimizer, network, loss => ++evaluations == 3 ? throw new FormatException() : loss));

        network.Values().ShouldBe(before);
        optimizer.Steps.ShouldBe(0);
        Learn(optimizer, network);
        network.Values().ShouldBe(Reference.Load("lbfgs").GetProperty("parameters_after")[0].Floats(), LbfgsTolerance);
    }

    [Fact]
    public void An_optimizer_may_replace_gradients()
    {
        using var model = new ReferenceModel();
        using ArenaOptimizer optimizer = Options(p => new Forgetful(p)).CreateOptimizer(model.Arena);
        using Tensor loss = model.Loss();
        double before = loss.ToDouble();

        for (int step = 0; step < 10; step++) model.Learn(optimizer);

        using Tensor after = model.Loss();
        after.ToDouble().ShouldBeLessThan(before / 2);
    }

    [Fact]
    public void What_Lbfgs_cannot_do_is_said()
    {
        using ReferenceModel model = new(), grouped = new();
        grouped.Arena.Group(new() { LearningRate = 0.5 }, grouped.Parameters);
        using ArenaOptimizer optimizer = Options(p => optim.LBFGS(p)).CreateOptimizer(model.Arena);

        Should.Throw<InvalidOperationException>(optimizer.Step).Message.ShouldContain("LBFGS computes the loss several times a step, and Step() has only gradients");
        optimizer.AccumulateGradients = 2;
        Should.Throw<InvalidOperationException>(() => model.Learn(optimizer, batches: 2)).Message.ShouldContain("2 accumulated batches do not allow");
        Should.Throw<InvalidOperationException>(() => Options(p => optim.LBFGS(p)).CreateOptimizer(grouped.Arena)).Message.ShouldContain("[LearningRate]");
        Should.Throw<InvalidOperationException>(() => Options(p => optim.SGD(p, 0)).CreateOptimizer(model.Arena)).Message.ShouldContain("is 0");
    }

    private static FitOptions Options(OptimizerFactory factory) => new() { Optimizer = factory };

    private static OptimizerFactory Factory(string kind) => kind switch
    {
        "SGD" => p => optim.SGD(p, 0.1, momentum: 0.9),
        "Adam" => p => optim.Adam(p, 0.01, weight_decay: 0.1),
        "AMSGrad" => p => optim.Adam(p, 0.01, amsgrad: true),
        "AdamW" => p => optim.AdamW(p, 0.01),
        "RMSProp" => p => optim.RMSProp(p, 0.01, momentum: 0.5, centered: true),
        _ => p => optim.LBFGS(p, 0.1, max_iter: 4),
    };

    private static void Learn(ArenaOptimizer optimizer, LbfgsNetwork network, Func<Tensor, Tensor>? change = null)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.Step(() =>
        {
            Tensor loss = change is null ? network.Loss() : change(network.Loss());
            optimizer.Backward(loss);
            return loss;
        });
    }

    /// <summary>Gradient descent that leaves nothing of the gradients, as a native zero_grad does.</summary>
    private sealed class Forgetful(IReadOnlyList<Parameter> trained) : optim.Optimizer(IntPtr.Zero)
    {
        public override IEnumerable<optim.ILearningRateController> ParamGroups =>
            [new ParamGroup { Parameters = trained, Options = new OptimizerOptions { LearningRate = 0.5 } }];

        public override Tensor step(Func<Tensor> closure = null!)
        {
            foreach (Parameter parameter in trained)
            {
                parameter.sub_(parameter.grad! * 0.5);
                parameter.grad = null;
            }
            return null!;
        }
    }
}
