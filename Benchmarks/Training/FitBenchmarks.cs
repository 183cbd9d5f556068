using BenchmarkDotNet.Attributes;
using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>An epoch as users run it: with the shuffle, the mean losses, the history.</summary>
[Config(typeof(Repeated))]
[MemoryDiagnoser]
public class FitBenchmarks
{
    private readonly QuickStart.Dataset _data = QuickStart.Dataset.From(QuickStartData.Examples());
    private QuickStart _model = null!;

    [Params(32, 256)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        torch.set_num_threads(1);
        _model = new QuickStart(seed: 1, device: "cpu");
    }

    [GlobalCleanup]
    public void Free() => _model.Dispose();

    [Benchmark]
    public double Epoch() => _model.Fit(_data, options: new FitOptions { Epochs = 1, BatchSize = Batch }).Epochs[0].Train.Joint;

    [Benchmark]
    public double Evaluate() => _model.Evaluate(_data).Digit.Accuracy;
}
