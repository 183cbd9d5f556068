using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MtlDsl.Benchmarks;

/// <summary>A program that measures a training step: this one, or one of those in peers/.</summary>
internal sealed record Peer(string Name, string Program, params string[] Arguments)
{
    /// <summary>Starts it, with every library told the same number of threads, and waits for its measurement.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public StepMeasurement Measure(int batch, int threads, double seconds, string? openBlasCoreType)
    {
        var start = new ProcessStartInfo(Program, [.. Arguments, .. Options(batch, threads, seconds)]) { RedirectStandardOutput = true };
        foreach (string name in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        if (openBlasCoreType is not null) start.Environment["OPENBLAS_CORETYPE"] = openBlasCoreType;
        return Result(Command.Run(start));
    }

    private static IEnumerable<string> Options(int batch, int threads, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"--batch {batch} --threads {threads} --seconds {seconds}").Split(' ');

    private StepMeasurement Result(string output)
    {
        try
        {
            return StepMeasurement.FromJson(output);
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"{Name} printed no measurement but '{output}'.", error);
        }
    }
}
