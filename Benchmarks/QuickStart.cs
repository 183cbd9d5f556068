using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>The model of the README, which the peers have by hand.</summary>
[MultiTaskModel]
public partial class QuickStart
{
    [SharedLayer, Linear(64), ReLU]
    public partial Tensor Trunk([Input(100)] Tensor features);

    [Task, LossWeight(1.0), Linear(10), CrossEntropy]
    public partial Tensor Digit(Tensor trunk);

    [Task, LossWeight(0.5), Linear(5), CrossEntropy]
    public partial Tensor Suit(Tensor trunk);

    /// <summary>What Fit does with a batch.</summary>
    public Losses TrainOn(Batch batch, ArenaOptimizer optimizer) => TrainStep(InputsOf(batch), TargetsOf(batch), optimizer);
}
