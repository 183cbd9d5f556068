using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace MtlDsl.Benchmarks;

/// <summary>What comes before the steps: reading a CSV file of 102 columns, shuffling.</summary>
[Config(typeof(Repeated))]
[MemoryDiagnoser]
public class DataBenchmarks
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"mtldsl-{Guid.NewGuid():N}.csv");
    private readonly long[] _order = new long[1_000_000];

    [GlobalSetup]
    public void Prepare()
    {
        using var writer = new StreamWriter(_file);
        writer.WriteLine(string.Join(',', [.. Enumerable.Range(0, QuickStartData.Features).Select(i => $"Features{i}"), "Digit", "Suit"]));
        foreach (QuickStart.Example example in QuickStartData.Examples())
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Join(example.Features)},{example.Digit},{example.Suit}"));
    }

    [GlobalCleanup]
    public void Free() => File.Delete(_file);

    /// <summary>8192 rows into columns.</summary>
    [Benchmark]
    public int ReadCsv() => QuickStart.Dataset.FromCsv(_file).Count;

    /// <summary>The order of an epoch of a million rows.</summary>
    [Benchmark]
    public long ShuffleMillion()
    {
        Shuffle.Order(seed: 1, epoch: 1, _order);
        return _order[0];
    }

    private static string Join(float[] features) => string.Join(',', features.Select(feature => feature.ToString(CultureInfo.InvariantCulture)));
}
