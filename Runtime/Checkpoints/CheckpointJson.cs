using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Numbers as JSON, to the last bit and with NaN and infinity, without reflection.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(RunPosition))]
[JsonSerializable(typeof(BatchSettings))]
[JsonSerializable(typeof(HistoryData))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
