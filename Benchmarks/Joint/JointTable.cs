using System.Globalization;

namespace MtlDsl.Benchmarks;

/// <summary>Lines of plain text, each with the medians over the turns.</summary>
/// <param name="isProcessorTime">Whether steps are timed by what a processor worked for them, for a machine that does other things too.</param>
internal sealed class JointTable(bool isProcessorTime)
{
    /// <summary>How many times the time of equal weights a gradient method may take.</summary>
    private const double LargestCost = 2.5;

    public string Heading(int batch, int rounds, double seconds, string? coreType) => string.Create(CultureInfo.InvariantCulture, $"""
        Steps a second of ten tasks on one shared layer (100 -> 64, ReLU -> 10 x 10), batches of {batch}. Medians of {rounds} turns of {seconds} s{(isProcessorTime ? ", processor time" : "")}.
        CPU: {Machine.Cpu()}. OPENBLAS_CORETYPE: {coreType ?? "not set"}.
        x is how many steps MtlDsl takes while the other takes one; cost is its time over that of equal weights beside it; least and most in brackets
        are what has to be met; load is the machine's at the end.

        method             threads     MtlDsl      plain literature           x plain      x literature              cost   spread   bytes/step   load
        """);

    public string Row(JointMethod method, IReadOnlyList<JointRound> rounds)
    {
        StepMeasurement last = rounds[^1].MtlDsl;
        double[] times = Times(rounds, round => round.MtlDsl)!;
        double time = times.Median();
        double? plain = Times(rounds, round => round.Plain)?.Median(), literature = Times(rounds, round => round.Literature)?.Median();
        // The literature's solver is another one, against which the bound was set.
        bool isSubstitute = rounds[^1].Literature is { Peer: not "literature" };
        bool isEqual = method.Name == JointMethod.EqualWeights;
        // Turn by turn: what else the machine does differs more between turns than within one.
        double cost = rounds.Select(round => Time(round.MtlDsl) / Time(round.Equal)).Median();
        return string.Create(CultureInfo.InvariantCulture,
            $"{method.Name,-18} {last.Threads,7} {1e6 / time,10:F0} {1e6 / plain,10:F0} {1e6 / literature,10:F0} " +
            $"{Bound(plain / time, ">=", method.TimesPlain),17} {Bound(literature / time, ">=", isSubstitute ? null : method.TimesLiterature),17} " +
            $"{(isEqual ? "" : Bound(cost, "<=", method.HasPeers ? LargestCost : null)),17} {(times.Max() - times.Min()) / time,8:P0} " +
            $"{rounds.Max(round => round.MtlDsl.ManagedBytesPerStep),12:F0} {Machine.Load(),6:F1}");
    }

    private static string Bound(double? value, string relation, double? bound) => (value, bound) switch
    {
        (null, _) => "",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{value:F2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:F2} ({relation} {bound:F1})"),
    };

    private double[]? Times(IReadOnlyList<JointRound> rounds, Func<JointRound, StepMeasurement?> program) =>
        program(rounds[0]) is null ? null : [.. rounds.Select(round => Time(program(round)!))];

    private double Time(StepMeasurement step) => isProcessorTime ? step.ProcessorMicrosecondsPerStep!.Value : step.MicrosecondsPerStep;
}
