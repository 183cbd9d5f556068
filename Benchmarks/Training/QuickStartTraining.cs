using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>QuickStart on resident columns, a step at a time: the peers' step, made of what Fit calls.</summary>
internal sealed class QuickStartTraining : IDisposable
{
    private readonly QuickStart _model = new(seed: 1, device: "cpu");
    private readonly ArenaOptimizer _optimizer;
    private readonly ResidentColumns _columns;
    private readonly Tensor _order;
    private readonly int _batch;
    private int _position;

    public QuickStartTraining(int batch)
    {
        _batch = batch;
        _optimizer = new Adam().Create(_model.Arena);
        _columns = QuickStart.Dataset.From(QuickStartData.Examples()).ToDevice(_model.Device);
        _order = tensor(Shuffle.Order(seed: 1, epoch: 0, QuickStartData.Rows));
        _model.train();
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

    private Tensor Next()
    {
        if (_position + _batch > QuickStartData.Rows) _position = 0;
        Tensor rows = _order.narrow(0, _position, _batch);
        _position += _batch;
        return _model.TrainOn(_columns.Gather(rows), _optimizer).Joint;
    }
}
