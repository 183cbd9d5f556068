using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

public enum Kind { Small, Medium, Large }

/// <summary>Chains, branches, joins, a task that reads a task, and every layer that differs between training and evaluation.</summary>
[MultiTaskModel]
public partial class Branches
{
    [SharedLayer, Flatten, Linear(24), LayerNorm, GELU]
    public partial Tensor Stem([Input(1, 4, 4)] Tensor image);

    [SharedLayer, Linear(12), BatchNorm1d, SiLU]
    public partial Tensor Left(Tensor stem);

    [SharedLayer, Linear(12), Tanh, Dropout(0.2)]
    public partial Tensor Right(Tensor stem);

    [SharedLayer, Add, Linear(12), LeakyReLU(0.1)]
    public partial Tensor Sum(Tensor left, Tensor right);

    [SharedLayer, Concat, Linear(16, Bias = false), Sigmoid]
    public partial Tensor Mixture(Tensor left, Tensor sum, [Input(3)] Tensor context);

    [Task<Kind>, Linear(8), ReLU, Linear(3), CrossEntropy]
    public partial Tensor Size(Tensor mixture);

    [Task, LossWeight(2), Linear(3), Huber(0.5)]
    public partial Tensor Place(Tensor mixture);

    [Task, LossWeight(0.25), Linear(4), MultiLabel]
    public partial Tensor Tags(Tensor mixture, [Detach] Tensor place);

    [Task, LossWeight(0), Linear(1), BinaryCrossEntropy]
    public partial Tensor Ignored(Tensor mixture);
}
