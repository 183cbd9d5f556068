using MtlDsl;
using static TorchSharp.torch;

namespace MtlDsl.Samples;

/// <summary>Three tasks on one small trunk that differ in what they want of it, and in how large their losses are.</summary>
[MultiTaskModel]
[Weighting<CAGrad>, WeightingOption(nameof(CAGrad.C), 0.4)]
public partial class Signals
{
    [SharedLayer, Linear(24), Tanh]
    public partial Tensor Trunk([Input(16)] Tensor features);

    [Task, Linear(8), ReLU, Linear(1), MeanSquaredError]
    public partial Tensor Loud(Tensor trunk);

    [Task, Linear(8), ReLU, Linear(1), MeanSquaredError]
    public partial Tensor Quiet(Tensor trunk);

    [Task, Linear(8), ReLU, Linear(1), BinaryCrossEntropy]
    public partial Tensor Alarm(Tensor trunk);
}
