using System.Text.Json;
using System.Text.Unicode;

namespace MtlDsl;

/// <summary>From the bytes of a header to what it says, refusing whatever the format does not allow.</summary>
internal sealed class SafetensorsHeaderParser(string path)
{
    internal const string MetadataKey = "__metadata__";

    private readonly List<SafetensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private int _digestPosition = -1;

    internal SafetensorsHeader Parse(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != '{')
            throw Error("has a header that does not begin with '{', so it is no safetensors file.");
        if (!Utf8.IsValid(json))
            throw Error("has a header that is not UTF-8.");
        try
        {
            // The deepest that the format goes is a shape, in a tensor, in the header.
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
            reader.Read();
            ReadHeader(ref reader);
            reader.Read();
        }
        catch (JsonException exception)
        {
            throw new CheckpointException(path, $"has a header that is not the JSON it has to be: {exception.Message}", exception);
        }
        return Result();
    }

    private SafetensorsHeader Result()
    {
        _metadata.Remove(SafetensorsDigest.Key, out var digest);
        _metadata.Remove(SafetensorsDigest.VersionKey, out var version);
        if ((digest is null) != (version is null))
            throw Error(
                $"has {(digest is null ? SafetensorsDigest.VersionKey : SafetensorsDigest.Key)} in its metadata and not " +
                $"{(digest is null ? SafetensorsDigest.Key : SafetensorsDigest.VersionKey)}: it is damaged, for the two are written together.");
        if (version is not (null or SafetensorsDigest.Version))
            throw Error($"has {SafetensorsDigest.VersionKey} '{version}', and this version of MtlDsl reads '{SafetensorsDigest.Version}'.");
        if (digest is not null && _digestPosition < 0)
            throw Error($"has a {SafetensorsDigest.Key} that is not 64 hexadecimal digits: '{digest}'.");
        return new SafetensorsHeader(_entries, _metadata, digest, _digestPosition);
    }

    private void ReadHeader(ref Utf8JsonReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(ref reader, names, "header") is { } name)
        {
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                _entries.Add(ReadEntry(ref reader, name));
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(ref reader, names, MetadataKey) is { } name)
        {
            Expect(ref reader, JsonTokenType.String, $"'{name}' in {MetadataKey}");
            if (name == SafetensorsDigest.Key)
                _digestPosition = SafetensorsDigest.Position(reader);
            _metadata.Add(name, Text(ref reader));
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string tensor)
    {
        var owner = $"tensor '{tensor}'";
        Expect(ref reader, JsonTokenType.StartObject, owner);
        SafetensorsType? type = null;
        long[]? shape = null, offsets = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty(ref reader, names, owner) is { } name)
        {
            switch (name)
            {
                case "dtype":
                    type = ReadType(ref reader, owner);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, $"the shape of {owner}");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, $"the data_offsets of {owner}");
                    break;
                default:
                    throw Error($"has {owner} with '{name}', which the format does not have; it has dtype, shape and data_offsets.");
            }
        }
        return Entry(
            tensor,
            type ?? throw Error($"has {owner} without a dtype."),
            shape ?? throw Error($"has {owner} without a shape."),
            offsets ?? throw Error($"has {owner} without data_offsets."));
    }

    private SafetensorsEntry Entry(string tensor, SafetensorsType type, long[] shape, long[] offsets)
    {
        if (offsets is not [var begin, var end])
            throw Error(FormattableString.Invariant($"has tensor '{tensor}' with {offsets.Length} data_offsets; there have to be 2."));
        if (begin > end)
            throw Error(FormattableString.Invariant($"has tensor '{tensor}' that ends at byte {end} of the data, before it begins at {begin}."));
        var entry = new SafetensorsEntry(tensor, type, shape, begin, end);
        if (SafetensorsEntry.ByteCount(type, shape) is not { } count)
            throw Error($"has tensor '{tensor}' as {entry.Description}, whose size in bytes is more than a 64-bit number holds.");
        if (count != entry.Length)
            throw Error(FormattableString.Invariant(
                $"has tensor '{tensor}' as {entry.Description}, {count} bytes, with data_offsets [{begin}, {end}], {entry.Length} bytes."));
        return entry;
    }

    private SafetensorsType ReadType(ref Utf8JsonReader reader, string owner)
    {
        Expect(ref reader, JsonTokenType.String, $"the dtype of {owner}");
        var name = Text(ref reader);
        return SafetensorsType.TryFind(name, out var type)
            ? type
            : throw Error($"has {owner} with the dtype '{name}'; the ones that can be read are {SafetensorsType.Names}.");
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string owner)
    {
        Expect(ref reader, JsonTokenType.StartArray, owner);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // TryGetInt64 throws for what is no number at all.
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan[0] == '-' || !reader.TryGetInt64(out var number))
                throw Error($"has {owner} with an element that is no whole number from 0 to {long.MaxValue}.");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The name of the next property of an object, or null at its end.</summary>
    private string? NextProperty(ref Utf8JsonReader reader, HashSet<string> seen, string owner)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return null;
        var name = Text(ref reader);
        return seen.Add(name) ? name : throw Error($"has the key '{name}' twice in {(owner == "header" ? "its header" : owner)}.");
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string owner)
    {
        reader.Read();
        if (reader.TokenType != type)
            throw Error($"has {owner} as a JSON {Name(reader.TokenType)}, and it has to be {Name(type)}.");
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new CheckpointException(path, $"has a header with a text that is not Unicode: {exception.Message}", exception);
        }
    }

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "number",
        _ => "constant",
    };

    private CheckpointException Error(string problem) => new(path, problem);
}
