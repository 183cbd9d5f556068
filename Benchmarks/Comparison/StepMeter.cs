using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>Measures steps as the peers do: a second of warm-up, then rounds of about 0.2 s.</summary>
internal static class StepMeter
{
    private const double WarmUpSeconds = 1, RoundSeconds = 0.2;

    /// <summary>
    /// Measures for so many seconds. The number of threads of BLAS and OpenMP comes from the environment, which has to be set before the
    /// program starts: <see cref="Peer.Measure"/> does.
    /// </summary>
    public static StepMeasurement Measure(Func<StepTraining> begin, int batch, int threads, double seconds)
    {
        torch.set_num_threads(threads);
        using StepTraining training = begin();
        training.Step();
        long live = torch.Tensor.TotalCount;

        int warmUpSteps = 0;
        double warmUp = 0;
        for (; warmUp < WarmUpSeconds; warmUpSteps += 10) warmUp += Time(training, 10, out _);
        int steps = Math.Max(1, (int)Math.Round(warmUpSteps / warmUp * RoundSeconds));

        var rounds = new List<double>();
        double total = 0;
        float loss = 0;
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (; total < seconds; total += rounds[^1] * steps) rounds.Add(Time(training, steps, out loss) / steps);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;

        return new StepMeasurement("mtldsl", torch.__version__, batch, threads, rounds.Median() * 1e6, rounds.Min() * 1e6, rounds.Count, loss,
            (double)bytes / (rounds.Count * steps), torch.Tensor.TotalCount - live, NativeEnvironment("OPENBLAS_CORETYPE"));
    }

    /// <summary>The seconds that this many steps take, and the loss of the last.</summary>
    private static double Time(StepTraining training, int steps, out float loss)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; i < steps; i++) training.Step();
        loss = training.StepLoss();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // What a native library sets for those loaded after it does not show in .NET's own copy of the environment.
    private static string? NativeEnvironment(string name) =>
        OperatingSystem.IsLinux() ? Marshal.PtrToStringUTF8(getenv(name)) : Environment.GetEnvironmentVariable(name);

    [DllImport("libc")]
    private static extern IntPtr getenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
