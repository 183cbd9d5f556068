using System.Text.Json;

namespace MtlDsl.Benchmarks;

/// <summary>What a program that measures a training step prints: one line of JSON.</summary>
/// <param name="Peer">The program.</param>
/// <param name="Version">Of libtorch or PyTorch.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Threads">libtorch's.</param>
/// <param name="MicrosecondsPerStep">The median over the rounds.</param>
/// <param name="FastestRoundMicroseconds">A step of the fastest round.</param>
/// <param name="Rounds">Their number.</param>
/// <param name="Loss">Of the last step.</param>
/// <param name="ManagedBytesPerStep">What a step allocated on the managed heap; null in other languages.</param>
/// <param name="LiveTensorsGained">How many more tensors lived after all steps than after the first; null in other languages.</param>
/// <param name="OpenBlasCoreType">OPENBLAS_CORETYPE as the native libraries see it; null where they see none, and in other languages.</param>
/// <param name="ProcessorMicrosecondsPerStep">The same of processors, which what else a machine does hardly changes; those that threads wait in count. Null: unknown.</param>
internal sealed record StepMeasurement(
    string Peer, string Version, int Batch, int Threads, double MicrosecondsPerStep, double FastestRoundMicroseconds, int Rounds, double Loss,
    double? ManagedBytesPerStep = null, long? LiveTensorsGained = null, string? OpenBlasCoreType = null,
    double? ProcessorMicrosecondsPerStep = null)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public double StepsPerSecond => 1e6 / MicrosecondsPerStep;

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public static StepMeasurement FromJson(string line) =>
        JsonSerializer.Deserialize<StepMeasurement>(line, Format) ?? throw new JsonException("null is no measurement.");
}
