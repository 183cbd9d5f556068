using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>
/// Numbers, and records of numbers, as JSON, to the last bit and with NaN and infinity, without reflection. What a record computes from its numbers is left out.
/// </summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(RunPosition))]
[JsonSerializable(typeof(BatchSettings))]
[JsonSerializable(typeof(HistoryData))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
