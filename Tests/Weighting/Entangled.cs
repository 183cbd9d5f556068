using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>Shared layers that a tape knows, all of them: joins, activations, dropout, a task that reads a task, and what two tasks of three share.</summary>
[MultiTaskModel, Weighting<PCGrad>]
public partial class Entangled
{
    [SharedLayer, Linear(12), Tanh]
    public partial Tensor Stem([Input(8)] Tensor features);

    [SharedLayer, Linear(10), Dropout(0.3), GELU]
    public partial Tensor Left(Tensor stem);

    [SharedLayer, Linear(10, Bias = false), LeakyReLU(0.1)]
    public partial Tensor Right(Tensor stem);

    [SharedLayer, Add, Sigmoid]
    public partial Tensor Sum(Tensor left, Tensor right);

    [SharedLayer, Concat, Linear(6), SiLU]
    public partial Tensor Pair(Tensor sum, Tensor stem);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor pair);

    [Task, Linear(2), ReLU, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor pair);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor size, Tensor left, [Detach] Tensor stem);
}

/// <summary>Layers that only autograd knows, of which the last ones of each branch can be recorded, and heads that begin alike.</summary>
[MultiTaskModel, Weighting<MGDA>]
public partial class HalfRecorded
{
    [SharedLayer, Linear(12), LayerNorm, GELU]
    public partial Tensor Stem([Input(8)] Tensor features);

    [SharedLayer, Linear(8), ReLU]
    public partial Tensor Late(Tensor stem);

    [SharedLayer, Linear(8), BatchNorm1d]
    public partial Tensor Normed(Tensor stem);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor late);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor late);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor normed, Tensor late);
}

/// <summary>Custom nodes, shared and of a task's own.</summary>
[MultiTaskModel, Weighting<PCGrad>]
public partial class CustomShared
{
    private TorchSharp.Modules.Linear _mix;
    private TorchSharp.Modules.Linear _own;

    partial void CreateModules() => (_mix, _own) = (nn.Linear(8, 6), nn.Linear(6, 1));

    [SharedLayer, Linear(8), ReLU]
    public partial Tensor Stem([Input(8)] Tensor features);

    [SharedLayer]
    [return: Shape(6)]
    public Tensor Mixed(Tensor stem) => _mix.call(stem).sin();

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor mixed);

    [Task, MeanSquaredError]
    [return: Shape(1)]
    public Tensor Size(Tensor mixed) => _own.call(mixed);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor stem);
}

/// <summary>Two tasks whose own nodes use one module: no boundary divides their gradients.</summary>
[MultiTaskModel, Weighting<PCGrad>]
public partial class OneModule
{
    private TorchSharp.Modules.Linear _mix;

    partial void CreateModules() => _mix = nn.Linear(8, 3);

    [SharedLayer, Linear(8), ReLU]
    public partial Tensor Stem([Input(8)] Tensor features);

    [Task, CrossEntropy]
    [return: Shape(3)]
    public Tensor Kind(Tensor stem) => _mix.call(stem);

    [Task, MeanSquaredError]
    [return: Shape(1)]
    public Tensor Size(Tensor stem) => _mix.call(stem).narrow(1, 0, 1);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor stem);
}

/// <summary>A record whose embeddings several tasks train, without a shared node of their own.</summary>
public sealed record Visit([property: Numeric] float Length, [property: Categorical(5)] int Place, [property: Categorical(3)] int Season);

[MultiTaskModel, Weighting<PCGrad>]
public partial class Visits
{
    [SharedLayer, Linear(6), ReLU]
    public partial Tensor Stem([Input<Visit>] Tensor visit);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor stem, Tensor visit);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor visit);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd(Tensor stem);
}

/// <summary>Two tasks on a shared layer, and one beside it, which only looks at what they share.</summary>
[MultiTaskModel, Weighting<MGDA>]
public partial class Apart
{
    [SharedLayer, Linear(6), Tanh]
    public partial Tensor Stem([Input(8)] Tensor features);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor stem);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor stem);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Odd([Detach] Tensor stem, Tensor features);
}
