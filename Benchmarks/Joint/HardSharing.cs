using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>Ten tasks on one shared layer, which the peers have by hand.</summary>
[MultiTaskModel]
public partial class HardSharing
{
    [SharedLayer, Linear(64), ReLU]
    public partial Tensor Trunk([Input(100)] Tensor features);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task1(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task2(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task3(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task4(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task5(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task6(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task7(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task8(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task9(Tensor trunk);

    [Task, Linear(10), CrossEntropy]
    public partial Tensor Task10(Tensor trunk);
}
