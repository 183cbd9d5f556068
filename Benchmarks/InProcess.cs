using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MtlDsl.Benchmarks;

/// <summary>
/// Benchmarks run in this process, which is built already: BenchmarkDotNet's usual way generates a project and restores it, for which a
/// machine without TorchSharp's packages is no place.
/// </summary>
public abstract class InProcess : ManualConfig
{
    private protected InProcess(Job job)
    {
        AddJob(job.WithToolchain(InProcessEmitToolchain.Instance));
        // Iterations of one invocation each are as short as what they measure.
        WithOptions(ConfigOptions.DisableOptimizationsValidator);
    }
}

/// <summary>For what can be repeated as it is.</summary>
public sealed class Repeated() : InProcess(Job.Default.WithMinIterationCount(10).WithMaxIterationCount(30));

/// <summary>For what needs something fresh each time, which an iteration prepares and which is used up by one call.</summary>
public sealed class Prepared() : InProcess(Job.Default.WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(30).WithIterationCount(60));
