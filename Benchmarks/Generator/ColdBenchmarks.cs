using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace MtlDsl.Benchmarks;

/// <summary>The generator's first run over a project, in a compiler that is warm. Parsing the files is not in the figure; binding is.</summary>
[Config(typeof(Prepared))]
[MemoryDiagnoser]
public class ColdBenchmarks
{
    private ModelProject _project = null!;

    [Params(1, 100)]
    public int Models { get; set; }

    /// <summary>Files parsed anew, of which neither the compiler nor the generator remembers anything.</summary>
    [IterationSetup]
    public void Prepare() => _project = new ModelProject(Models);

    [Benchmark]
    public GeneratorDriver FirstRun() => GeneratorRun.NewDriver().RunGenerators(_project.Compilation);
}
