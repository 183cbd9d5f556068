using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>What an evaluation computes from outputs and labels, without the model: batches of 1024 into accumulators, then the metrics.</summary>
[Config(typeof(Repeated))]
[MemoryDiagnoser]
public class MetricsBenchmarks
{
    private const int Batch = 1024;

    private DisposeScope _scope = null!;
    private Tensor _logits = null!;
    private Tensor _classes = null!;
    private Tensor _labels = null!;
    private Tensor _loss = null!;

    /// <summary>As many as QuickStart has; as many as go into bins; a million.</summary>
    [Params(8192, 262_144, 1_048_576)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        set_num_threads(1);
        _scope = NewDisposeScope();
        using torch.Generator random = new(1, CPU);
        _logits = randn(Rows, 15, generator: random);
        _classes = _logits.narrow(1, 0, 10).argmax(1) % 5;
        _labels = _logits.narrow(1, 0, 1) + randn(Rows, 1, generator: random);
        _loss = tensor(1f);
    }

    [GlobalCleanup]
    public void Free() => _scope.Dispose();

    /// <summary>A task of ten classes and one of five.</summary>
    [Benchmark]
    public double Classes()
    {
        var ten = new MulticlassAccumulator(10);
        var five = new MulticlassAccumulator(5);
        foreach (int start in Starts())
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = _logits.narrow(0, start, Batch);
            ten.Update(rows.narrow(1, 0, 10), _classes.narrow(0, start, Batch), null, _loss);
            five.Update(rows.narrow(1, 10, 5), _classes.narrow(0, start, Batch), null, _loss);
        }
        return ten.Compute().Auc + five.Compute().Auc;
    }

    /// <summary>One label that is yes or no.</summary>
    [Benchmark]
    public double Binary()
    {
        var accumulator = new BinaryAccumulator();
        foreach (int start in Starts())
        {
            using DisposeScope scope = NewDisposeScope();
            accumulator.Update(_logits.narrow(0, start, Batch).narrow(1, 0, 1), _labels.narrow(0, start, Batch), null, _loss);
        }
        return accumulator.Compute().Auc;
    }

    /// <summary>One number.</summary>
    [Benchmark]
    public double Regression()
    {
        var accumulator = new RegressionAccumulator(1);
        foreach (int start in Starts())
        {
            using DisposeScope scope = NewDisposeScope();
            accumulator.Update(_logits.narrow(0, start, Batch).narrow(1, 0, 1), _labels.narrow(0, start, Batch), null, _loss);
        }
        return accumulator.Compute().R2;
    }

    private IEnumerable<int> Starts() => Enumerable.Range(0, Rows / Batch).Select(batch => batch * Batch);
}
