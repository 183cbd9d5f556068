using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>The model of steps_reference.py: y = (x W1' + b1) W2' + b2 on 32 rows.</summary>
internal sealed class ReferenceModel : IDisposable
{
    private const int Rows = 32;
    private readonly Tensor _features = Reference.Values([Rows, 9], salt: 1);
    private readonly Tensor _targets = Reference.Values([Rows, 5], salt: 2);

    public ReferenceModel() => Arena = new ParameterArena(CPU, Parameters[..2], Parameters[2..]);

    public Parameter[] Parameters { get; } =
    [
        new(Reference.Values([7, 9], salt: 3, scale: 0.5f)), new(Reference.Values([7], salt: 4, scale: 0.5f)),
        new(Reference.Values([5, 7], salt: 5, scale: 0.5f)), new(Reference.Values([5], salt: 6, scale: 0.5f)),
    ];

    public ParameterArena Arena { get; }

    public float[] Values => [.. Parameters.SelectMany(parameter => parameter.Floats())];

    /// <summary>Learns from all rows, in batches.</summary>
    public void Learn(ArenaOptimizer optimizer, int batches = 1)
    {
        for (int batch = 0; batch < batches; batch++)
        {
            using DisposeScope scope = NewDisposeScope();
            int size = Rows / batches, first = batch * size;
            optimizer.Step(() =>
            {
                Tensor loss = Loss(first, size);
                optimizer.Backward(loss);
                return loss;
            });
        }
    }

    public Tensor Loss(long first = 0, long count = Rows)
    {
        Tensor hidden = nn.functional.linear(_features.narrow(0, first, count), Parameters[0], Parameters[1]);
        return nn.functional.mse_loss(nn.functional.linear(hidden, Parameters[2], Parameters[3]), _targets.narrow(0, first, count));
    }

    public void Dispose()
    {
        Arena.Dispose();
        foreach (Parameter parameter in Parameters) parameter.Dispose();
        _features.Dispose();
        _targets.Dispose();
    }
}
