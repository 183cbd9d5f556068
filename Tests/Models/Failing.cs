using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A model whose code of its own can be made to fail in a step.</summary>
[MultiTaskModel]
public partial class Failing
{
    /// <summary>What the trunk multiplies its output by, by the batch, from 0.</summary>
    public Func<int, float> Factor { get; set; } = _ => 1;

    /// <summary>How many numbers the trunk asks memory for, by the batch.</summary>
    public Func<int, long> Ballast { get; set; } = _ => 0;

    private int _batch;

    [SharedLayer, Linear(4)]
    public partial Tensor Stem([Input(2)] Tensor x);

    [return: Shape(4)]
    [SharedLayer]
    public Tensor Trunk(Tensor stem)
    {
        int batch = training ? _batch++ : -1;
        using Tensor ballast = zeros(batch < 0 ? 0 : Ballast(batch));
        return stem * (batch < 0 ? 1 : Factor(batch));
    }

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Height(Tensor trunk);

    [Task, Linear(3), CrossEntropy]
    public partial Tensor Kind([Detach] Tensor trunk);
}

/// <summary>A model whose gradient is infinite where its loss is not.</summary>
[MultiTaskModel]
public partial class Rooted
{
    [SharedLayer, Linear(1, Bias = false)]
    public partial Tensor Stem([Input(2)] Tensor x);

    [return: Shape(1)]
    [SharedLayer]
    public Tensor Root(Tensor stem) => stem.sqrt();

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Height(Tensor root);
}
