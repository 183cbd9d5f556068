using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>
/// Three tasks with missing labels and weighted examples, for runs with any strategy: the class says one on gradients, so that the forward pass is
/// recorded, and the run says which.
/// </summary>
[MultiTaskModel, Weighting<PCGrad>]
public partial class JointlyLearnt
{
    [SharedLayer, Linear(12), Tanh]
    public partial Tensor Stem([Input(6)] Tensor features);

    [SharedLayer, Linear(8), Dropout(0.1), ReLU]
    public partial Tensor Body(Tensor stem);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor body);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor body);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor stem, Tensor body);
}

/// <summary>The same model without a strategy of its own: a run's is given the losses alone.</summary>
[MultiTaskModel]
public partial class JointlyLearntByOption
{
    [SharedLayer, Linear(12), Tanh]
    public partial Tensor Stem([Input(6)] Tensor features);

    [SharedLayer, Linear(8), Dropout(0.1), ReLU]
    public partial Tensor Body(Tensor stem);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor body);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor body);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor stem, Tensor body);
}
