using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace MtlDsl;

/// <summary>
/// The messages of TensorBoard's event.proto and summary.proto that are written here, by their field numbers: Event (wall_time 1, step 2,
/// file_version 3, summary 5, session_log 7), SessionLog (status 1), Summary (value 1), Value (tag 1, simple_value 2, histo 5),
/// HistogramProto (min 1, max 2, num 3, sum 4, sum_squares 5, bucket_limit 6, bucket 7).
/// </summary>
internal static class EventMessage
{
    private const int SessionStart = 1;

    /// <summary>The first event of a file.</summary>
    public static byte[] Version(DateTimeOffset time) => Event(time, 0, output => WriteString(output, 3, "brain.Event:2"));

    /// <summary>Makes readers forget events of that step and later ones in files before.</summary>
    public static byte[] Start(DateTimeOffset time, long step) => Event(time, step, output => WriteMessage(output, 7, log =>
    {
        log.WriteTag(1, WireType.Varint);
        log.WriteEnum(SessionStart);
    }));

    public static byte[] Scalar(DateTimeOffset time, long step, string tag, double value) => Summary(time, step, tag, output =>
    {
        output.WriteTag(2, WireType.Fixed32);
        output.WriteFloat((float)value);
    });

    public static byte[] Histogram(DateTimeOffset time, long step, string tag, Histogram histogram) => Summary(time, step, tag, output =>
        WriteMessage(output, 5, content =>
        {
            WriteDouble(content, 1, histogram.Min);
            WriteDouble(content, 2, histogram.Max);
            WriteDouble(content, 3, histogram.Count);
            WriteDouble(content, 4, histogram.Sum);
            WriteDouble(content, 5, histogram.SumOfSquares);
            WriteDoubles(content, 6, histogram.Limits);
            WriteDoubles(content, 7, histogram.Counts);
        }));

    private static byte[] Summary(DateTimeOffset time, long step, string tag, Action<CodedOutputStream> write) =>
        Event(time, step, output => WriteMessage(output, 5, summary => WriteMessage(summary, 1, value =>
        {
            WriteString(value, 1, tag);
            write(value);
        })));

    private static byte[] Event(DateTimeOffset time, long step, Action<CodedOutputStream> write) => Bytes(output =>
    {
        WriteDouble(output, 1, (time - DateTimeOffset.UnixEpoch).TotalSeconds);
        output.WriteTag(2, WireType.Varint);
        output.WriteInt64(step);
        write(output);
    });

    private static void WriteString(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void WriteDouble(CodedOutputStream output, int field, double value)
    {
        output.WriteTag(field, WireType.Fixed64);
        output.WriteDouble(value);
    }

    private static void WriteDoubles(CodedOutputStream output, int field, IReadOnlyList<double> values) => WriteMessage(output, field, content =>
    {
        foreach (double value in values) content.WriteDouble(value);
    });

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Bytes(write)));
    }

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }
}
