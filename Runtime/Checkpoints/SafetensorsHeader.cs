namespace MtlDsl;

/// <summary>A header that has been checked whole: every tensor has its bytes, and every byte of the data region its tensor.</summary>
/// <param name="Entries">The tensors, in the order of the header.</param>
/// <param name="Metadata">The metadata without the checksum's own entries.</param>
/// <param name="Digest">The checksum, or null where the writer added none.</param>
/// <param name="DigestPosition">Where in the header the digits of the checksum are.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries,
    IReadOnlyDictionary<string, string> Metadata,
    string? Digest,
    int DigestPosition)
{
    internal const int MaximumLength = 100_000_000;

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">The length of the data region in bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CheckpointException">The header breaks a rule of the format.</exception>
    internal static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string path)
    {
        var header = new SafetensorsHeaderParser(path).Parse(json);
        CheckLayout(header.Entries, dataLength, path);
        return header;
    }

    /// <summary>The tensors in the order of their bytes.</summary>
    internal IEnumerable<SafetensorsEntry> InFileOrder => Sorted(Entries);

    private static IEnumerable<SafetensorsEntry> Sorted(IEnumerable<SafetensorsEntry> entries) =>
        entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End);

    private static void CheckLayout(IEnumerable<SafetensorsEntry> entries, long dataLength, string path)
    {
        var (end, before) = (0L, "the start of the data");
        foreach (var entry in Sorted(entries))
        {
            if (entry.Begin != end)
            {
                var fault = entry.Begin > end ? "a hole" : "an overlap";
                throw new CheckpointException(path, FormattableString.Invariant(
                    $"has {fault}: tensor '{entry.Name}' begins at byte {entry.Begin} of the data, and {before} ends at {end}."));
            }
            (end, before) = (entry.End, $"tensor '{entry.Name}'");
        }
        if (end != dataLength)
            throw new CheckpointException(path, FormattableString.Invariant(
                $"is {(end > dataLength ? "cut short" : "too long")}: its header describes {end} bytes of data, and it has {dataLength}."));
    }
}
