using BenchmarkDotNet.Attributes;
using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>The QuickStart step, generated and written by hand on TorchSharp with its own optimizer.</summary>
[Config(typeof(Repeated))]
[MemoryDiagnoser]
public class StepBenchmarks
{
    private QuickStartTraining _generated = null!;
    private HandWrittenTraining _handWritten = null!;

    [Params(32, 256)]
    public int Batch { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        torch.set_num_threads(Threads);
        _generated = new QuickStartTraining(Batch);
        _handWritten = new HandWrittenTraining(Batch);
    }

    [GlobalCleanup]
    public void Free()
    {
        _generated.Dispose();
        _handWritten.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void HandWritten() => _handWritten.Step();

    [Benchmark]
    public void Generated() => _generated.Step();

    /// <summary>The optimizer's part of the generated step.</summary>
    [Benchmark]
    public void Optimizer() => _generated.Optimize();
}
