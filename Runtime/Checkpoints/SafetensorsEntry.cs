using System.Globalization;

namespace MtlDsl;

/// <summary>What a header says of one tensor: its bytes are [Begin, End) of the data region.</summary>
internal sealed record SafetensorsEntry(string Name, SafetensorsType Type, long[] Shape, long Begin, long End)
{
    internal long Length => End - Begin;

    /// <summary>As in messages: <c>F32 (64, 100)</c>.</summary>
    internal string Description => Describe(Type.Name, Shape);

    internal static string Describe(string type, IEnumerable<long> shape) =>
        $"{type} ({string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>How many bytes a tensor takes, or null where that is more than a 64-bit number holds.</summary>
    internal static long? ByteCount(SafetensorsType type, ReadOnlySpan<long> shape)
    {
        try
        {
            var count = (long)type.Width;
            foreach (var size in shape)
                count = checked(count * size);
            return count;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
