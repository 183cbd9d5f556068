using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

public sealed record Reading([Numeric] float Level, [SampleWeight] int Households, bool? Flood = null, float? Damage = null);

/// <summary>A model of records that weigh their examples.</summary>
[MultiTaskModel]
public partial class RiverModel
{
    [SharedLayer, Linear(4), Tanh]
    public partial Tensor Trunk([Input<Reading>] Tensor reading);

    [Task, Linear(1), BinaryCrossEntropy]
    public partial Tensor Flood(Tensor trunk);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Damage(Tensor trunk);
}

/// <summary>A model whose inputs and losses learn from the training data before the first step.</summary>
[MultiTaskModel]
public partial class LearnedModel
{
    [SharedLayer, Flatten, Linear(8), ReLU]
    public partial Tensor Trunk([Input(2, 2, Standardize = true)] Tensor grid);

    [Task, Linear(3), CrossEntropy(Balanced = true, LabelSmoothing = 0.1)]
    public partial Tensor Kind(Tensor trunk);

    [Task, Linear(1), BinaryCrossEntropy(Balanced = true)]
    public partial Tensor Alarm(Tensor trunk);

    [Task, Linear(2), MultiLabel(Balanced = true)]
    public partial Tensor Topics(Tensor trunk);

    // The name of a member that data sets have.
    [Task, Linear(2), CrossEntropy]
    public partial Tensor Count(Tensor trunk);
}
