using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>QuickStart as a person would write it on the runtime: what the generator writes, in small.</summary>
internal sealed class QuickStartByHand : MultiTaskModel
{
    private readonly Linear _trunk;
    private readonly Linear _digit;
    private readonly Linear _suit;

    public QuickStartByHand(long seed = 0, string device = "cpu") : base("QuickStart", seed, device)
    {
        using (SeededRandom.Begin(seed))
        {
            _trunk = nn.Linear(100, 64);
            _digit = nn.Linear(64, 10);
            _suit = nn.Linear(64, 5);
        }
        RegisterComponents();
        this.to(Device);
        Arena = new ParameterArena(Device, shared: [_trunk.weight!, _trunk.bias!],
            own: [_digit.weight!, _digit.bias!, _suit.weight!, _suit.bias!]);
    }

    public (Tensor Joint, Tensor Digit, Tensor Suit) Losses(Tensor features, Tensor digits, Tensor suits)
    {
        Tensor trunk = nn.functional.relu(_trunk.call(features));
        Tensor digit = TaskLoss.CrossEntropy(_digit.call(trunk), digits, null);
        Tensor suit = TaskLoss.CrossEntropy(_suit.call(trunk), suits, null);
        return (digit + suit * 0.5, digit, suit);
    }

    public (Tensor Joint, Tensor Digit, Tensor Suit) TrainStep(Tensor features, Tensor digits, Tensor suits, ArenaOptimizer optimizer)
    {
        Arena.ZeroGradients();
        (Tensor Joint, Tensor Digit, Tensor Suit) losses = Losses(features, digits, suits);
        losses.Joint.backward();
        optimizer.Step();
        return losses;
    }

    public override ModelSummary Summary() => new(GetName(),
    [
        new NodeSummary("Trunk", "shared layer", "Linear(64), ReLU", "(batch, 64)", 6464, "features"),
        new NodeSummary("Digit", "task", "Linear(10)", "(batch, 10)", 650, "Trunk"),
        new NodeSummary("Suit", "task", "Linear(5)", "(batch, 5)", 325, "Trunk"),
    ]);

    protected override void RegisterComponents()
    {
        if (named_children().Any()) return;
        register_module("trunk", _trunk);
        register_module("digit", _digit);
        register_module("suit", _suit);
    }
}

internal sealed record HandLosses(double Joint, double Digit, double Suit) : EpochLosses(Joint)
{
    public override IReadOnlyList<NamedLoss> Tasks => [new("Digit", Digit), new("Suit", Suit)];
}

internal sealed record HandMetrics() : ModelMetrics(new JointMetrics(0.25))
{
    public override IReadOnlyList<TaskResult> Tasks => [];
}
