using MtlDsl.Tests.Models;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Relatedness;

/// <summary>Three tasks of a shared layer, the last of which can lack its labels.</summary>
[MultiTaskModel]
public partial class Siblings
{
    [SharedLayer, Linear(6), Tanh]
    public partial Tensor Trunk([Input(4)] Tensor features);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor trunk);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor trunk);

    [Task, LossWeight(0.5), Linear(1), MeanSquaredError]
    public partial Tensor Rest(Tensor trunk);
}

/// <summary>Tasks that share no parameter.</summary>
[MultiTaskModel]
public partial class Strangers
{
    [SharedLayer, ReLU]
    public partial Tensor Positive([Input(4)] Tensor features);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind(Tensor positive);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Size(Tensor positive);
}

internal static class SiblingData
{
    public static Siblings.Dataset Make(int rows, bool hasRest = true)
    {
        var random = new Random(5);
        return Siblings.Dataset.From(Enumerable.Range(0, rows).Select(row =>
        {
            float[] features = RandomNumbers.Normal(random, 4);
            return new Siblings.Example(features, row % 3, features[0] - features[1], hasRest && row % 5 != 0 ? features[1] - features[2] : null);
        }).ToList());
    }
}
