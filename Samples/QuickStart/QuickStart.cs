using MtlDsl;
using static TorchSharp.torch;

namespace MtlDsl.Samples;

/// <summary>Two tasks on one trunk: 100 features go to 64 shared ones, and those to a digit and a suit.</summary>
[MultiTaskModel]
public partial class QuickStart
{
    [SharedLayer, Linear(64), ReLU]
    public partial Tensor Trunk([Input(100)] Tensor features);

    [Task, LossWeight(1.0), Linear(10), CrossEntropy]
    public partial Tensor Digit(Tensor trunk);

    [Task, LossWeight(0.5), Linear(5), CrossEntropy]
    public partial Tensor Suit(Tensor trunk);
}
