using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MtlDsl;

/// <summary>Results of searches and baselines as JSON, to the last bit and with NaN and infinity, without reflection.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SearchPlan))]
[JsonSerializable(typeof(FoldResult))]
[JsonSerializable(typeof(BaselineData))]
internal sealed partial class SearchJson : JsonSerializerContext
{
    /// <summary>Reads a file that one of these was written to.</summary>
    /// <exception cref="CheckpointException">The file holds something else.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, string what)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new CheckpointException(path, $"is empty, and has to hold {what}");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new CheckpointException(path, $"does not hold {what}: {exception.Message}", exception);
        }
    }
}
