using System.Text.Json;
using Shouldly;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Groups, penalties, accumulated gradients and clipping lead where PyTorch's lead.</summary>
public sealed class ReferenceStepTests
{
    // Parameters of order 1, in steps of 1e-7, moved 15 times by gradients that are sums of up to 160 products in another order.
    private const float Tolerance = 3e-6f;

    private static readonly ParameterGroup Shared = new() { LearningRate = 0.1 };
    private static readonly ParameterGroup Own = new() { LearningRate = 2 };

    public static TheoryData<string, Optimizer> Rates => new()
    {
        { "rates of SGD", new Sgd(0.1) { Momentum = 0.9, WeightDecay = 0.01 } },
        { "rates of Adam", new Adam(0.01) },
        { "rates of AdamW", new AdamW(0.01) { WeightDecay = 0.1 } },
        { "rates of RMSprop", new RmsProp(0.01) { Momentum = 0.5 } },
        { "rates of Adagrad", new Adagrad(0.1) },
        { "rates of NAdam", new NAdam(0.01) },
    };

    [Theory, MemberData(nameof(Rates))]
    public void Learning_rates_of_parts_are_those_of_parameter_groups(string name, Optimizer options) => Verify(name, options, model =>
    {
        model.Arena.Group(Shared, model.Parameters[..2]);
        model.Arena.Group(Own, model.Parameters[2..]);
    });

    [Theory]
    [InlineData("L2 of SGD")]
    [InlineData("L2 of Adam")]
    public void An_L2_penalty_is_the_weight_decay_of_weights(string name) =>
        Verify(name, name == "L2 of Adam" ? new Adam(0.01) : new Sgd(0.1) { Momentum = 0.9 }, model =>
        {
            model.Arena.Group(new() { L2 = 0.05 }, model.Parameters[..2]);
            model.Arena.Group(new() { L2 = 0.5 }, model.Parameters[2..]);
        });

    [Fact]
    public void Penalties_are_clipped_with_the_gradients() => Verify("L1 and L2, clipped", new Sgd(0.1), Penalise, clipNorm: 0.5);

    [Fact]
    public void Accumulated_gradients_are_averaged() => Verify("accumulated", new Adam(0.01), batches: 4);

    [Fact]
    public void Accumulated_gradients_are_clipped_by_their_norm() =>
        Verify("accumulated and clipped by norm", new Sgd(0.2), batches: 4, clipNorm: 0.3);

    [Fact]
    public void Accumulated_gradients_are_clipped_by_value() =>
        Verify("accumulated and clipped by value", new Sgd(0.2), batches: 4, clipValue: 0.05);

    [Fact]
    public void Values_are_clipped_before_the_norm() =>
        Verify("clipped by value and norm", new Sgd(0.2) { Momentum = 0.9 }, clipNorm: 0.2, clipValue: 0.05);

    [Fact]
    public void Penalties_of_accumulated_gradients_count_once() =>
        Verify("accumulated, penalised and clipped", new Adam(0.01), Penalise, batches: 4, clipNorm: 0.4, clipValue: 0.1);

    [Fact]
    public void A_rate_of_0_leaves_the_parameters()
    {
        using var model = new ReferenceModel();
        model.Arena.Group(new() { LearningRate = 0 }, [model.Parameters[1]]);
        float[] before = model.Parameters[1].Floats(), others = model.Parameters[0].Floats();
        using ArenaOptimizer optimizer = new AdamW(0.1).Create(model.Arena);

        model.Learn(optimizer);

        model.Parameters[1].Floats().ShouldBe(before);
        model.Parameters[0].Floats().ShouldNotBe(others);
    }

    [Fact]
    public void A_parameter_is_in_one_group_of_its_own_arena()
    {
        using var model = new ReferenceModel();
        using var stranger = new Parameter(zeros(3));
        model.Arena.Group(Shared, model.Parameters[..2]);

        Should.Throw<ArgumentException>(() => model.Arena.Group(Own, [model.Parameters[1]])).Message.ShouldContain("(7) is in a group already");
        Should.Throw<ArgumentException>(() => model.Arena.Group(Own, [stranger])).Message.ShouldContain("(3) is not in this arena");
        Should.Throw<ArgumentOutOfRangeException>(() => new ParameterGroup { L1 = -1 }).Message.ShouldContain("L1 is -1");
    }

    private static void Penalise(ReferenceModel model)
    {
        model.Arena.Group(new() { L1 = 0.02, L2 = 0.05, IncludeBiases = true }, model.Parameters[..2]);
        model.Arena.Group(new() { L1 = 0.1 }, model.Parameters[2..]);
    }

    private static void Verify(string name, Optimizer options, Action<ReferenceModel>? group = null, int batches = 1,
        double? clipNorm = null, double? clipValue = null)
    {
        foreach (bool usesTensors in (bool[])[false, true])
        {
            using var model = new ReferenceModel();
            group?.Invoke(model);
            using ArenaOptimizer optimizer = options.Create(model.Arena, clipNorm);
            optimizer.ClipValue = clipValue;
            optimizer.AccumulateGradients = batches;
            optimizer.UsesTensors = usesTensors;
            Verify(name, model, optimizer, batches);
        }
    }

    private static void Verify(string name, ReferenceModel model, ArenaOptimizer optimizer, int batches)
    {
        foreach (JsonProperty expected in Reference.Case("steps", name).GetProperty("parameters_after").EnumerateObject())
        {
            while (optimizer.Steps < int.Parse(expected.Name)) model.Learn(optimizer, batches);
            model.Values.ShouldBe(expected.Value.Floats(), Tolerance);
        }
    }
}
