using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The content of a safetensors file, checked whole: tensors on the CPU, which live until this is disposed.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = sizeof(ulong);

    private readonly Dictionary<string, Tensor> _byName;

    private SafetensorsFile(string path, SafetensorsHeader header, Dictionary<string, Tensor> byName)
    {
        _byName = byName;
        Path = path;
        Metadata = header.Metadata;
        Tensors = [.. header.Entries.Select(entry => (entry.Name, byName[entry.Name]))];
        HasChecksum = header.Digest is not null;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The texts of the header, without the checksum's own.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors { get; }

    /// <summary>
    /// Whether the file has MtlDsl's checksum, which was then verified. Other writers add none; damage to the bytes of their tensors
    /// cannot be seen.
    /// </summary>
    public bool HasChecksum { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    public Tensor this[string name] =>
        _byName.TryGetValue(name, out var tensor)
            ? tensor
            : throw new KeyNotFoundException($"'{Path}' has no tensor '{name}'.");

    /// <summary>Reads a file into memory and checks all of it: the header, every type, shape and offset, the length, the checksum.</summary>
    /// <exception cref="CheckpointException">The file is damaged or is no safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 17, FileOptions.SequentialScan);
        var json = ReadHeader(stream, path);
        var header = SafetensorsHeader.Parse(json, stream.Length - LengthBytes - json.Length, path);

        // In a scope, so that no tensor outlives a failure.
        using var scope = NewDisposeScope();
        using var hash = header.Digest is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendHeader(hash, json, header);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in header.InFileOrder)
            tensors.Add(entry.Name, ReadTensor(stream, entry, hash, path));
        CheckDigest(hash, header, path);
        foreach (var tensor in tensors.Values)
            tensor.DetachFromDisposeScope();
        return new SafetensorsFile(path, header, tensors);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors)
            tensor.Dispose();
    }

    private static byte[] ReadHeader(FileStream stream, string path)
    {
        if (stream.Length < LengthBytes)
            throw new CheckpointException(path, FormattableString.Invariant(
                $"is {stream.Length} bytes long, and a safetensors file has at least {LengthBytes}."));
        Span<byte> prefix = stackalloc byte[LengthBytes];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaximumLength)
            throw new CheckpointException(path, FormattableString.Invariant(
                $"claims a header of {length} bytes, and the format allows {SafetensorsHeader.MaximumLength}: it is damaged or another format."));
        var rest = stream.Length - LengthBytes;
        if ((long)length > rest)
            throw new CheckpointException(path, FormattableString.Invariant(
                $"is cut short: it claims a header of {length} bytes, and has {rest} after the first {LengthBytes}."));
        var json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    private static Tensor ReadTensor(FileStream stream, SafetensorsEntry entry, IncrementalHash? hash, string path)
    {
        var tensor = empty(entry.Shape, dtype: entry.Type.ScalarType, device: CPU);
        TensorBytes.Fill(tensor, bytes =>
        {
            stream.ReadExactly(bytes);
            hash?.AppendData(bytes);
            if (entry.Type.ScalarType == ScalarType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and var index)
                throw new CheckpointException(path, FormattableString.Invariant(
                    $"has tensor '{entry.Name}' as {entry.Description} with a byte {bytes[index]}, and a BOOL is 0 or 1."));
        });
        return tensor;
    }

    private static void AppendHeader(IncrementalHash? hash, byte[] json, SafetensorsHeader header)
    {
        if (hash is null)
            return;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)json.Length);
        hash.AppendData(prefix);
        Encoding.ASCII.GetBytes(SafetensorsDigest.Zeros, json.AsSpan(header.DigestPosition));
        hash.AppendData(json);
    }

    private static void CheckDigest(IncrementalHash? hash, SafetensorsHeader header, string path)
    {
        if (hash is null)
            return;
        var actual = SafetensorsDigest.Format(hash.GetHashAndReset());
        if (header.Digest != actual)
            throw new CheckpointException(path, $"is damaged: its checksum is {header.Digest}, and its content has {actual}.");
    }
}
