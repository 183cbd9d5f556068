using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>
/// <c>step --batch 32 --threads 1 --seconds 5</c>: measures the QuickStart step as the peers do, and prints one line of JSON. The number of
/// threads of BLAS and OpenMP comes from the environment, which has to be set before the program starts: <see cref="PeersProgram"/> does.
/// </summary>
internal static class StepProgram
{
    private const double WarmUpSeconds = 1, RoundSeconds = 0.2;

    public static int Run(IEnumerable<string> arguments)
    {
        try
        {
            var options = new NumberOptions(arguments);
            int batch = options.Integer("batch", 32), threads = options.Integer("threads", 1);
            double seconds = options.Number("seconds", 5);
            options.RequireNoOther();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, QuickStartData.Rows);
            Console.WriteLine(Measure(batch, threads, seconds).ToJson());
            return 0;
        }
        catch (ArgumentException error)
        {
            Console.Error.WriteLine($"step: {error.Message}");
            return 2;
        }
    }

    private static StepMeasurement Measure(int batch, int threads, double seconds)
    {
        torch.set_num_threads(threads);
        using var training = new QuickStartTraining(batch);
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
    private static double Time(QuickStartTraining training, int steps, out float loss)
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
