using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Writes tensors in the safetensors format (https://github.com/huggingface/safetensors).</summary>
/// <remarks>
/// A file is the length of the header (8 bytes, little-endian), the header (JSON: a type, a shape and two offsets for every tensor, and
/// metadata), and the tensors' bytes. There is no code in it, so reading one runs none.
/// </remarks>
public static class Safetensors
{
    private const int Alignment = 8;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Writes a file, so that at any moment, a power loss included, the path has the whole old file or the whole new one: the new one
    /// goes to a temporary file beside it, is brought to disk and renamed over the old, and the directory is brought to disk too
    /// (on Windows, which cannot, that last step is left out).
    /// </summary>
    /// <remarks>
    /// The header names the tensors in the given order. Their bytes go from the widest element type to the narrowest, so that every
    /// tensor begins at a multiple of its element's width, which readers that map the file rely on. The metadata gets a SHA-256 of the
    /// file besides (<c>mtldsl.sha256</c>, with <c>mtldsl.version</c>), which <see cref="SafetensorsFile.Read"/> verifies.
    /// </remarks>
    /// <param name="path">The file to write or to replace. Its directory has to be there.</param>
    /// <param name="tensors">The tensors, on any device: F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL, of any shape.</param>
    /// <param name="metadata">Texts to put in the header, or null for none.</param>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, or the format has no such element type.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    public static void Write(
        string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var entries = Layout(tensors);
        var json = Header(entries, metadata ?? new Dictionary<string, string>());
        var header = SafetensorsHeader.Parse(json, entries.Sum(entry => entry.Length), path);
        var byName = tensors.ToDictionary(item => item.Name, item => item.Tensor, StringComparer.Ordinal);
        ReplacedFile.Write(path, stream => WriteContent(stream, json, header, byName));
    }

    private static void WriteContent(FileStream stream, byte[] json, SafetensorsHeader header, Dictionary<string, Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Append(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        Append(length);
        Append(json);
        foreach (var entry in header.InFileOrder)
        {
            using var scope = NewDisposeScope();
            TensorBytes.Read(tensors[entry.Name], bytes => Append(bytes));
        }

        stream.Position = length.Length + header.DigestPosition;
        stream.Write(Encoding.ASCII.GetBytes(SafetensorsDigest.Format(hash.GetHashAndReset())));
    }

    private static SafetensorsEntry[] Layout(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new SafetensorsEntry[tensors.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var (name, tensor) = tensors[i];
            if (!names.Add(name))
                throw new ArgumentException($"Two tensors are named '{name}'; a checkpoint needs a name for each.", nameof(tensors));
            if (name == SafetensorsHeaderParser.MetadataKey)
                throw new ArgumentException($"No tensor can be named '{name}': the format keeps that name for the metadata.", nameof(tensors));
            if (!SafetensorsType.TryFind(tensor.dtype, out var type))
                throw new ArgumentException(
                    $"Tensor '{name}' is {tensor.dtype}, which cannot be written; the types that can are {SafetensorsType.Names}.", nameof(tensors));
            entries[i] = new SafetensorsEntry(name, type, tensor.shape, 0, tensor.numel() * type.Width);
        }

        var end = 0L;
        foreach (var i in Enumerable.Range(0, entries.Length).OrderByDescending(i => entries[i].Type.Width))
        {
            entries[i] = entries[i] with { Begin = end, End = end + entries[i].Length };
            end = entries[i].End;
        }
        return entries;
    }

    private static byte[] Header(SafetensorsEntry[] entries, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            foreach (var entry in entries)
                WriteEntry(writer, entry);
            writer.WriteEndObject();
        }
        // The data begins at a multiple of 8, which the format fills up to with spaces.
        var padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenCount <= SafetensorsHeader.MaximumLength
            ? buffer.WrittenSpan.ToArray()
            : throw new ArgumentException(FormattableString.Invariant(
                $"The header would take {buffer.WrittenCount} bytes, and the format allows {SafetensorsHeader.MaximumLength}: shorten the metadata."));
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject(SafetensorsHeaderParser.MetadataKey);
        writer.WriteString(SafetensorsDigest.VersionKey, SafetensorsDigest.Version);
        writer.WriteString(SafetensorsDigest.Key, SafetensorsDigest.Zeros);
        foreach (var (key, value) in metadata.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (SafetensorsDigest.IsReserved(key))
                throw new ArgumentException(
                    $"The metadata cannot have '{key}', which the file's checksum uses; choose another key.", nameof(metadata));
            writer.WriteString(StrictUtf8.GetBytes(key), StrictUtf8.GetBytes(value));
        }
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, SafetensorsEntry entry)
    {
        writer.WriteStartObject(StrictUtf8.GetBytes(entry.Name));
        writer.WriteString("dtype", entry.Type.Name);
        writer.WriteStartArray("shape");
        foreach (var size in entry.Shape)
            writer.WriteNumberValue(size);
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(entry.Begin);
        writer.WriteNumberValue(entry.End);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
