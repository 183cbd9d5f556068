using System.Text.Json;

namespace MtlDsl;

/// <summary>
/// The checksum that MtlDsl puts into a file's metadata: SHA-256 of the whole file, in which the 64 digits of the checksum itself
/// count as zeros. The format has none of its own.
/// </summary>
/// <remarks>
/// A version stands beside it, and one without the other is an error: else a flipped bit in the checksum's name would make the file
/// look like one from a writer that adds no checksum, and nothing in it would be checked.
/// </remarks>
internal static class SafetensorsDigest
{
    internal const string Key = "mtldsl.sha256";
    internal const string VersionKey = "mtldsl.version";
    internal const string Version = "1";

    internal static readonly string Zeros = new('0', 64);

    internal static bool IsReserved(string key) => key is Key or VersionKey;

    /// <summary>Lower case only: a bit that turns a digit's case is a change too.</summary>
    internal static string Format(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);

    /// <summary>Where in a header the digits are, or -1 where they are not 64 plain characters.</summary>
    internal static int Position(in Utf8JsonReader value) =>
        !value.ValueIsEscaped && value.ValueSpan.Length == Zeros.Length ? (int)value.TokenStartIndex + 1 : -1;
}
