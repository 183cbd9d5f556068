using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>A model on resident columns, a step at a time: the peers' step, made of what Fit calls.</summary>
internal abstract class StepTraining : IDisposable
{
    public const int Rows = 8192;

    private readonly MultiTaskModel _model;
    private readonly ArenaOptimizer _optimizer;
    private readonly ResidentColumns _columns;
    private readonly Tensor _order = tensor(Shuffle.Order(seed: 1, epoch: 0, Rows));
    private readonly int _batch;
    private int _position;

    private protected StepTraining(MultiTaskModel model, ResidentColumns columns, int batch)
    {
        (_model, _columns, _batch) = (model, columns, batch);
        _optimizer = new Adam().Create(model.Arena);
        model.train();
    }

    public void Step()
    {
        using DisposeScope scope = NewDisposeScope();
        Next();
    }

    /// <summary>Takes a step and reads its joint loss.</summary>
    public float StepLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        return Next().item<float>();
    }

    /// <summary>The optimizer's part of a step.</summary>
    public void Optimize() => _optimizer.Step();

    public void Dispose()
    {
        _order.Dispose();
        _columns.Dispose();
        _optimizer.Dispose();
        _model.Dispose();
    }

    /// <summary>Learns from a batch.</summary>
    /// <returns>The joint loss.</returns>
    private protected abstract Tensor TrainOn(Batch batch, ArenaOptimizer optimizer);

    private Tensor Next()
    {
        if (_position + _batch > Rows) _position = 0;
        Tensor rows = _order.narrow(0, _position, _batch);
        _position += _batch;
        return TrainOn(_columns.Gather(rows), _optimizer);
    }
}
