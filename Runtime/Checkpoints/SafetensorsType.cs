using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>An element type by its three names: the format's, TorchSharp's, and its width in bytes.</summary>
internal sealed record SafetensorsType(string Name, ScalarType ScalarType, int Width)
{
    private static readonly SafetensorsType[] All =
    [
        new("F64", ScalarType.Float64, 8),
        new("F32", ScalarType.Float32, 4),
        new("F16", ScalarType.Float16, 2),
        new("BF16", ScalarType.BFloat16, 2),
        new("I64", ScalarType.Int64, 8),
        new("I32", ScalarType.Int32, 4),
        new("I16", ScalarType.Int16, 2),
        new("I8", ScalarType.Int8, 1),
        new("U8", ScalarType.Byte, 1),
        new("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>The format's names, for messages.</summary>
    internal static string Names => string.Join(", ", All.Select(type => type.Name));

    internal static bool TryFind(string name, [NotNullWhen(true)] out SafetensorsType? type) =>
        (type = Array.Find(All, candidate => candidate.Name == name)) is not null;

    internal static bool TryFind(ScalarType scalarType, [NotNullWhen(true)] out SafetensorsType? type) =>
        (type = Array.Find(All, candidate => candidate.ScalarType == scalarType)) is not null;
}
