using System.Buffers.Binary;
using System.Text;

namespace MtlDsl.Tests;

/// <summary>An event as it was read.</summary>
internal sealed record ReadEvent(
    double WallTime, long Step, string? FileVersion, bool IsStart, string? Tag, float? Scalar, IReadOnlyDictionary<int, double[]>? Histogram);

/// <summary>
/// Reads event files by the format's definition alone: checksums bit by bit, messages field by field. It shares no code with what writes
/// them, and uses no protobuf library.
/// </summary>
internal static class EventFileReader
{
    public static IReadOnlyList<ReadEvent> Read(string path) => [.. Records(File.ReadAllBytes(path)).Select(Event)];

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (int i = 0; i < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(i)));
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(i + 8)).ShouldBe(Masked(file.AsSpan(i, 8)));
            byte[] record = file[(i + 12)..(i + 12 + length)];
            BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(i + 12 + length)).ShouldBe(Masked(record));
            yield return record;
            i += length + 16;
        }
    }

    // The polynomial 0x1EDC6F41 with its bits reversed, as RFC 3720 has it.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private static ReadEvent Event(byte[] bytes)
    {
        ILookup<int, byte[]> fields = Fields(bytes);
        byte[]? value = Only(fields, 5) is { } summary ? Fields(summary)[1].ShouldHaveSingleItem() : null;
        ILookup<int, byte[]>? content = value is null ? null : Fields(value);
        byte[]? histogram = content is null ? null : Only(content, 5);
        byte[]? scalar = content is null ? null : Only(content, 2);
        return new ReadEvent(
            BitConverter.ToDouble(Only(fields, 1)!),
            (long)Varint(Only(fields, 2)!, 0).Value,
            Text(Only(fields, 3)),
            Only(fields, 7) is { } log && Varint(Only(Fields(log), 1)!, 0).Value == 1,
            Text(content is null ? null : Only(content, 1)),
            scalar is null ? null : BitConverter.ToSingle(scalar),
            histogram is null ? null : Fields(histogram).ToDictionary(field => field.Key, field => Doubles(field.Single())));
    }

    private static byte[]? Only(ILookup<int, byte[]> fields, int number) => fields[number].SingleOrDefault();

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static double[] Doubles(byte[] bytes) => [.. bytes.Chunk(8).Select(chunk => BitConverter.ToDouble(chunk))];

    private static ILookup<int, byte[]> Fields(byte[] message)
    {
        var fields = new List<(int Number, byte[] Bytes)>();
        for (int i = 0; i < message.Length;)
        {
            (ulong key, i) = Varint(message, i);
            int start = i, end;
            switch (key & 7)
            {
                case 0: end = Varint(message, i).End; break;
                case 1: end = i + 8; break;
                case 5: end = i + 4; break;
                case 2:
                    (ulong length, start) = Varint(message, i);
                    end = start + (int)length;
                    break;
                default: throw new InvalidDataException($"There is no wire type {key & 7}.");
            }
            fields.Add(((int)(key >> 3), message[start..end]));
            i = end;
        }
        return fields.ToLookup(field => field.Number, field => field.Bytes);
    }

    private static (ulong Value, int End) Varint(byte[] bytes, int start)
    {
        ulong value = 0;
        for (int i = start, shift = 0; ; i++, shift += 7)
        {
            value |= (ulong)(bytes[i] & 0x7F) << shift;
            if (bytes[i] < 0x80) return (value, i + 1);
        }
    }
}
