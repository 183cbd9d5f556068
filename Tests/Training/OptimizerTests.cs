using System.Text.Json;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class OptimizerTests
{
    private const int Count = 257;
    private const int LastStep = 20;

    // Parameters are of order 1, where a float32 has steps of 6e-8 to 1.2e-7, and 20 updates may each round differently by one.
    private const float Tolerance = 5e-7f;

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (string name in Reference.CaseNames("optimizers"))
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Steps_are_those_of_PyTorch(string name, bool usesTensors)
    {
        JsonElement item = Reference.Case("optimizers", name);
        double? clipNorm = item.TryGetProperty("max_norm", out JsonElement norm) ? norm.GetDouble() : null;
        using var parameter = new Parameter(Reference.Values([Count], salt: 31));
        using var arena = new ParameterArena(CPU, [parameter], []);
        using ArenaOptimizer optimizer = Options(item).Create(arena, clipNorm);
        optimizer.UsesTensors = usesTensors;

        for (int step = 1; step <= LastStep; step++)
        {
            SetGradients(arena, step);
            optimizer.Step();
            if (item.GetProperty("parameters_after").TryGetProperty($"{step}", out JsonElement expected))
                parameter.Floats().ShouldBe(expected.Floats(), Tolerance);
            // A norm of up to 10, summed in float32 by PyTorch and by the tensor operations.
            if (clipNorm is not null)
                optimizer.GradientNorm.ShouldBe(item.GetProperty("norms_before_clipping")[step - 1].GetDouble(), 1e-5);
        }
        optimizer.Steps.ShouldBe(LastStep);
    }

    [Fact]
    public void A_step_leaves_the_gradients_as_they_were()
    {
        using var parameter = new Parameter(Reference.Values([Count], salt: 31));
        using var arena = new ParameterArena(CPU, [parameter], []);
        using ArenaOptimizer optimizer = new Adam().Create(arena, clipNorm: 0.5);
        SetGradients(arena, 1);
        float[] before = arena.Gradients.Floats();

        optimizer.Step();

        optimizer.GradientNorm.ShouldBeGreaterThan(0.5);
        arena.Gradients.Floats().ShouldBe(before);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        int found = get_num_threads();
        try
        {
            float[] single = TrainLargeArena(threads: 1), several = TrainLargeArena(threads: 3);
            several.AsSpan().SequenceEqual(single).ShouldBeTrue();
        }
        finally
        {
            set_num_threads(found);
        }
    }

    public static TheoryData<Optimizer, string[]> States => new()
    {
        { new Adam(), ["exp_avg", "exp_avg_sq"] },
        { new AdamW(), ["exp_avg", "exp_avg_sq"] },
        { new NAdam(), ["exp_avg", "exp_avg_sq"] },
        { new AdaBelief(), ["exp_avg", "exp_avg_var"] },
        { new Lion(), ["exp_avg"] },
        { new Adagrad(), ["sum"] },
        { new RmsProp(), ["square_avg"] },
        { new RmsProp { Momentum = 0.9, Centered = true }, ["square_avg", "momentum_buffer", "grad_avg"] },
        { new Sgd(), [] },
        { new Sgd { Momentum = 0.9 }, ["momentum_buffer"] },
    };

    [Theory, MemberData(nameof(States))]
    public void State_has_the_length_of_the_arena_and_the_names_of_PyTorch(Optimizer options, string[] names)
    {
        using var parameter = new Parameter(zeros(5));
        using var arena = new ParameterArena(CPU, [parameter], []);
        using ArenaOptimizer optimizer = options.Create(arena);

        optimizer.State.Select(state => state.Name).ShouldBe(names);
        optimizer.State.ShouldAllBe(state => state.Tensor.numel() == 5);
    }

    [Theory, MemberData(nameof(States))]
    public void Steps_and_state_are_all_that_an_optimizer_remembers(Optimizer options, string[] names)
    {
        const int Before = 7;
        using var parameter = new Parameter(Reference.Values([Count], salt: 31));
        using var copy = new Parameter(zeros(Count));
        using var arena = new ParameterArena(CPU, [parameter], []);
        using var copyArena = new ParameterArena(CPU, [copy], []);
        using ArenaOptimizer first = options.Create(arena), second = options.Create(copyArena);
        for (int step = 1; step <= Before; step++) Step(first, step);

        copyArena.Values.copy_(arena.Values);
        second.Steps = first.Steps;
        for (int i = 0; i < names.Length; i++) second.State[i].Tensor.copy_(first.State[i].Tensor);
        for (int step = Before + 1; step <= LastStep; step++)
        {
            Step(first, step);
            Step(second, step);
        }

        copy.Floats().ShouldBe(parameter.Floats());

        static void Step(ArenaOptimizer optimizer, int step)
        {
            SetGradients(optimizer.Arena, step);
            optimizer.Step();
        }
    }

    [Fact]
    public void Wrong_options_are_refused_by_name_and_value()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam(-0.5)).Message.ShouldStartWith("LearningRate is -0.5, and has to be positive and finite");
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 }).Message.ShouldContain("Beta1 is 1, and has to be in [0, 1)");
        Should.Throw<ArgumentOutOfRangeException>(() => new AdamW { WeightDecay = double.NaN }).Message.ShouldContain("WeightDecay is NaN");
        Should.Throw<ArgumentOutOfRangeException>(() => new RmsProp { Alpha = 1 }).Message.ShouldContain("Alpha is 1, and has to be in [0, 1)");
        Should.Throw<ArgumentOutOfRangeException>(() => new Adagrad { LearningRateDecay = -1 }).Message.ShouldContain("LearningRateDecay is -1");
        Should.Throw<ArgumentOutOfRangeException>(() => new Sgd() with { Dampening = 2 }).Message.ShouldContain("Dampening is 2");
        using var parameter = new Parameter(zeros(5));
        using var arena = new ParameterArena(CPU, [parameter], []);
        Should.Throw<InvalidOperationException>(() => new Sgd { Nesterov = true }.Create(arena)).Message.ShouldContain("Nesterov needs Momentum");
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam().Create(arena, 0)).Message.ShouldContain("has to be positive");
    }

    [Fact]
    public void An_optimizer_of_tensor_operations_alone_works_too()
    {
        using var parameter = new Parameter(ones(5));
        using var arena = new ParameterArena(CPU, [parameter], []);
        using ArenaOptimizer optimizer = new SignDescent().Create(arena);
        arena.Gradients.fill_(-3);

        optimizer.Step();

        parameter.Floats().ShouldAllBe(value => value == 1.5f);
    }

    private static float[] TrainLargeArena(int threads)
    {
        set_num_threads(threads);
        // Above the length from which threads share a pass, and no whole number of blocks or vectors.
        using var parameter = new Parameter(Reference.Values([1_500_001], salt: 31));
        using var arena = new ParameterArena(CPU, [parameter], []);
        using ArenaOptimizer optimizer = new Adam { WeightDecay = 0.01 }.Create(arena, clipNorm: 0.5);
        for (int step = 1; step <= 2; step++)
        {
            SetGradients(arena, step);
            optimizer.Step();
        }
        return parameter.Floats();
    }

    private static void SetGradients(ParameterArena arena, int step)
    {
        using DisposeScope scope = NewDisposeScope();
        arena.Gradients.copy_(Reference.Values([arena.Length], salt: 100 + step, MathF.Pow(2, -((step - 1) % 6))));
    }

    private static Optimizer Options(JsonElement item)
    {
        var options = new ReferenceOptions(item.GetProperty("options"));
        double rate = options.Number("lr");
        return item.GetProperty("optimizer").GetString() switch
        {
            "Adam" => options.Apply(new Adam(rate)),
            "AdamW" => options.Apply(new AdamW(rate)),
            "SGD" => options.Apply(new Sgd(rate)),
            "RMSprop" => options.Apply(new RmsProp(rate)),
            "Adagrad" => options.Apply(new Adagrad(rate)),
            "NAdam" => options.Apply(new NAdam(rate)),
            "Lion" => options.Apply(new Lion(rate)),
            "AdaBelief" => options.Apply(new AdaBelief(rate)),
            var other => throw new InvalidOperationException($"optimizers.json has an optimizer that no test knows: {other}"),
        };
    }

    private sealed record SignDescent : Optimizer
    {
        public SignDescent() => LearningRate = 0.5;

        public override ArenaOptimizer Create(ParameterArena arena, double? clipNorm = null) => new SignStep(arena, LearningRate, clipNorm);
    }

    private sealed class SignStep(ParameterArena arena, double learningRate, double? clipNorm) : ArenaOptimizer(arena, learningRate, clipNorm)
    {
        public override IReadOnlyList<(string Name, Tensor Tensor)> State => [];

        protected override void Update(Tensor gradients) => Arena.Values.sub_(gradients.sign() * LearningRate);
    }
}
