using BenchmarkDotNet.Attributes;
using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>An epoch of steps with ten callbacks that do nothing, and with none.</summary>
[Config(typeof(Repeated))]
[MemoryDiagnoser]
public class CallbackBenchmarks
{
    private readonly QuickStart.Dataset _data = QuickStart.Dataset.From(QuickStartData.Examples());
    private readonly IReadOnlyList<TrainingCallback> _ten = [.. Enumerable.Range(0, 10).Select(_ => new Idle())];
    private QuickStart _model = null!;

    [GlobalSetup]
    public void Prepare()
    {
        torch.set_num_threads(1);
        _model = new QuickStart(seed: 1, device: "cpu");
    }

    [GlobalCleanup]
    public void Free() => _model.Dispose();

    [Benchmark(Baseline = true)]
    public double None() => Epoch([]);

    [Benchmark]
    public double TenIdle() => Epoch(_ten);

    /// <summary>What a step pays for averaged weights.</summary>
    [Benchmark]
    public double MovingAverage() => Epoch([new ExponentialMovingAverage()]);

    private double Epoch(IReadOnlyList<TrainingCallback> callbacks) =>
        _model.Fit(_data, options: new FitOptions { Epochs = 1, Callbacks = callbacks }).Epochs[0].Train.Joint;

    private sealed class Idle : TrainingCallback;
}
