using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>The network of lbfgs_reference.py: 4 inputs, 3 tanh units, one output.</summary>
internal sealed class LbfgsNetwork : IDisposable
{
    private readonly Tensor _features = Reference.Values([16, 4], salt: 1);
    private readonly Tensor _targets = Reference.Values([16, 1], salt: 2);

    public Parameter[] Parameters { get; } =
    [
        new(Reference.Values([3, 4], salt: 3, scale: 0.5f)), new(Reference.Values([3], salt: 4, scale: 0.5f)),
        new(Reference.Values([1, 3], salt: 5, scale: 0.5f)), new(Reference.Values([1], salt: 6, scale: 0.5f)),
    ];

    /// <summary>The losses of all evaluations so far.</summary>
    public List<float> Losses { get; } = [];

    /// <summary>The options of the script.</summary>
    public static LBFGS Optimizer(IEnumerable<Parameter> parameters) =>
        optim.LBFGS(parameters, lr: 0.5, max_iter: 4, max_eval: 6, tolerange_grad: 1e-7, tolerance_change: 1e-9, history_size: 3);

    public Tensor Loss()
    {
        Tensor hidden = nn.functional.linear(_features, Parameters[0], Parameters[1]).tanh();
        Tensor loss = nn.functional.mse_loss(nn.functional.linear(hidden, Parameters[2], Parameters[3]), _targets);
        Losses.Add(loss.item<float>());
        return loss;
    }

    /// <summary>The loss, whose gradients are added to those of the parameters.</summary>
    public Tensor Evaluate()
    {
        Tensor loss = Loss();
        loss.backward();
        return loss;
    }

    public float[] Values() => [.. Parameters.SelectMany(parameter => parameter.Floats())];

    public void Dispose()
    {
        _features.Dispose();
        _targets.Dispose();
        foreach (Parameter parameter in Parameters) parameter.Dispose();
    }
}
