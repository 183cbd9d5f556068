using System.Globalization;

namespace MtlDsl.Benchmarks;

/// <summary>Lines of plain text, each with the medians over the turns.</summary>
internal sealed class ComparisonTable
{
    private const string Columns = "batch threads   MtlDsl µs  PyTorch µs      C++ µs   × PyTorch     × C++   spread   bytes/step   tensors gained";

    public bool IsEmpty { get; private set; } = true;

    public static string Heading(PeerRound first, int rounds, double seconds, string? coreType) => string.Create(CultureInfo.InvariantCulture, $"""
        One training step of QuickStart: gather, forward, joint loss, backward, Adam. Medians of {rounds} turns of {seconds} s.
        CPU: {Machine.Cpu()}. MtlDsl on libtorch {first.MtlDsl.Version}, PyTorch {first.PyTorch.Version}, C++ on libtorch {first.Cpp.Version}.
        OPENBLAS_CORETYPE: {coreType ?? "not set"}.
        × is how many steps MtlDsl takes while the other takes one; spread is between the turns of the least steady of the three.

        {Columns}
        """);

    public string Row(IReadOnlyList<PeerRound> rounds)
    {
        IsEmpty = false;
        double[] mtlDsl = Times(rounds, round => round.MtlDsl), pyTorch = Times(rounds, round => round.PyTorch), cpp = Times(rounds, round => round.Cpp);
        double time = mtlDsl.Median();
        double spread = new[] { mtlDsl, pyTorch, cpp }.Max(times => (times.Max() - times.Min()) / times.Median());
        StepMeasurement last = rounds[^1].MtlDsl;
        return string.Create(CultureInfo.InvariantCulture,
            $"{last.Batch,5} {last.Threads,7} {time,11:F1} {pyTorch.Median(),11:F1} {cpp.Median(),11:F1} {pyTorch.Median() / time,11:F2} " +
            $"{cpp.Median() / time,9:F2} {spread,7:P0} {rounds.Max(round => round.MtlDsl.ManagedBytesPerStep),12:F0} " +
            $"{rounds.Max(round => round.MtlDsl.LiveTensorsGained),16}");
    }

    private static double[] Times(IReadOnlyList<PeerRound> rounds, Func<PeerRound, StepMeasurement> program) =>
        [.. rounds.Select(round => program(round).MicrosecondsPerStep)];
}
