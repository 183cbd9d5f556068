using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Numbers as JSON, to the last bit and with NaN and infinity, without reflection.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
