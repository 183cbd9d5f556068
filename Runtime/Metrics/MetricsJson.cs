using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Metrics as JSON, to the last bit and with NaN and infinity, without reflection.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JointMetrics))]
[JsonSerializable(typeof(TaskMetrics))]
[JsonSerializable(typeof(TaskMetrics[]))]
internal sealed partial class MetricsJson : JsonSerializerContext;
