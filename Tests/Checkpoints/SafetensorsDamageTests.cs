using System.Text;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class SafetensorsDamageTests
{
    private const string A = """ "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]} """;
    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Headers over eight bytes of data, and a piece of the error that each has to give.</summary>
    public static TheoryData<string, string> Headers => new()
    {
        { "", "does not begin with '{'" },
        { " {" + A + "}", "does not begin with '{'" },
        { "[]", "does not begin with '{'" },
        { "{" + A, "is not the JSON" },
        { "{" + A + "}}", "is not the JSON" },
        { "{" + A + "} x", "is not the JSON" },
        { "{" + A + ",}", "is not the JSON" },
        { "{/**/" + A + "}", "is not the JSON" },
        { """{"a":{"dtype":"F32","shape":[[[2]]],"data_offsets":[0,8]}}""", "is not the JSON" },
        { "{" + A + "," + A + "}", "the key 'a' twice in its header" },
        { "{" + A + ""","\u0061":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", "the key 'a' twice in its header" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "the key 'dtype' twice in tensor 'a'" },
        { """{"__metadata__":{"k":"1","k":"1"},""" + A + "}", "the key 'k' twice in __metadata__" },
        { """{"__metadata__":{},"__metadata__":{},""" + A + "}", "the key '__metadata__' twice" },
        { """{"__metadata__":{"k":1},""" + A + "}", "'k' in __metadata__ as a JSON number, and it has to be text" },
        { """{"__metadata__":null,""" + A + "}", "__metadata__ as a JSON constant, and it has to be object" },
        { """{"\ud800":1,""" + A + "}", "not Unicode" },
        { """{"a":1}""", "tensor 'a' as a JSON number" },
        { """{"a":{"shape":[2],"data_offsets":[0,8]}}""", "tensor 'a' without a dtype" },
        { """{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "tensor 'a' without a shape" },
        { """{"a":{"dtype":"F32","shape":[2]}}""", "tensor 'a' without data_offsets" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":0}}""", "tensor 'a' with 'x'" },
        { """{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", "the dtype 'F33'" },
        { """{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", "the dtype of tensor 'a' as a JSON number" },
        { """{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "the shape of tensor 'a' as a JSON number" },
        { """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "no whole number" },
        { """{"a":{"dtype":"F32","shape":[-0],"data_offsets":[0,8]}}""", "no whole number" },
        { """{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "no whole number" },
        { """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "no whole number" },
        { """{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""", "no whole number" },
        { """{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "more than a 64-bit number holds" },
        { """{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,8]}}""", "more than a 64-bit number holds" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "F32 (3), 12 bytes, with data_offsets [0, 8], 8 bytes" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "1 data_offsets; there have to be 2" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "ends at byte 0 of the data, before it begins at 8" },
        { """{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "a hole: tensor 'a' begins at byte 4 of the data, and the start of the data ends at 0" },
        { """{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "a hole: tensor 'b'" },
        { """{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "an overlap: tensor 'b'" },
        { """{"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "an overlap" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "too long: its header describes 4 bytes of data, and it has 8" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "cut short: its header describes 12 bytes of data, and it has 8" },
        { "{}", "too long: its header describes 0 bytes of data, and it has 8" },
        { """{"__metadata__":{"mtldsl.version":"1"},""" + A + "}", "mtldsl.version in its metadata and not mtldsl.sha256" },
        { """{"__metadata__":{"mtldsl.sha256":"00"},""" + A + "}", "mtldsl.sha256 in its metadata and not mtldsl.version" },
        { """{"__metadata__":{"mtldsl.version":"1","mtldsl.sha256":"00"},""" + A + "}", "not 64 hexadecimal digits: '00'" },
        { """{"__metadata__":{"mtldsl.version":"2","mtldsl.sha256":"00"},""" + A + "}", "mtldsl.version '2'" },
        { """{"__metadata__":{"mtldsl.version":"1","mtldsl.sha256":""" + $"\"{Digest}\"}}," + A + "}", "its checksum is " + Digest },
        { """{"a":{"dtype":"BOOL","shape":[8],"data_offsets":[0,8]}}""", "a byte 2, and a BOOL is 0 or 1" },
    };

    [Theory, MemberData(nameof(Headers))]
    public void A_header_that_breaks_a_rule_is_refused(string header, string message)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File(), Encoding.UTF8.GetBytes(header));

        var exception = Should.Throw<CheckpointException>(() => SafetensorsFile.Read(folder.File()));
        exception.Message.ShouldStartWith($"'{folder.File()}' ");
        exception.Message.ShouldContain(message);
        exception.Path.ShouldBe(folder.File());
    }

    [Fact]
    public void The_headers_without_their_faults_are_read()
    {
        using var folder = new TemporaryFolder();
        foreach (var header in (string[])["{" + A + "}", "{" + A + "}   ", """{"__metadata__":{"k":""},""" + A + "}"])
        {
            Write(folder.File(), Encoding.UTF8.GetBytes(header));
            using var file = SafetensorsFile.Read(folder.File());
            file["a"].shape.ShouldBe([2]);
        }
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File(), Encoding.Latin1.GetBytes("{" + A.Replace("\"a\"", "\"\u00e4\"") + "}"));
        Should.Throw<CheckpointException>(() => SafetensorsFile.Read(folder.File())).Message.ShouldContain("not UTF-8");
    }

    [Theory]
    [InlineData(100_000_001UL, "claims a header of 100000001 bytes, and the format allows 100000000")]
    [InlineData(ulong.MaxValue, "claims a header of 18446744073709551615 bytes")]
    [InlineData(100_000_000UL, "is cut short: it claims a header of 100000000 bytes, and has 2")]
    public void A_header_length_out_of_bounds_is_refused(ulong length, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(), [.. BitConverter.GetBytes(length), .. "{}"u8]);
        Should.Throw<CheckpointException>(() => SafetensorsFile.Read(folder.File())).Message.ShouldContain(message);
    }

    [Fact]
    public void A_file_cut_at_any_length_is_refused_and_changes_nothing()
    {
        using var live = new LiveModel();
        for (var length = 0; length < live.Bytes.Length; length++)
            live.RefusesAndKeeps(live.Bytes[..length], $"cut at {length}");
        live.RefusesAndKeeps([.. live.Bytes, 0], "one byte more");
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_found_and_changes_nothing()
    {
        using var live = new LiveModel();
        for (var position = 0; position < live.Bytes.Length; position++)
        {
            foreach (var flip in (byte[])[1, 2, 4, 8, 16, 32, 64, 128, 255])
            {
                var bytes = live.Bytes.ToArray();
                bytes[position] ^= flip;
                live.RefusesAndKeeps(bytes, $"byte {position} of {bytes.Length} with {flip}");
            }
        }
    }

    private static void Write(string path, byte[] header) =>
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, 1, 0, 1, 2, 0, 0, 0, 0]);

    /// <summary>A model as it was saved, with other values in its live tensors.</summary>
    private sealed class LiveModel : IDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly DisposeScope scope = NewDisposeScope();
        private readonly (string Name, Tensor Tensor)[] live;
        private readonly byte[][] before;

        internal LiveModel()
        {
            live = [("trunk.weight", ones(2, 3)), ("steps", tensor(5L)), ("mask", tensor(new bool[] { true, false }))];
            before = [.. live.Select(item => item.Tensor.bytes.ToArray())];
            ModelFile.Save(
                folder.File(), [("trunk.weight", zeros(2, 3)), ("steps", tensor(9L)), ("mask", tensor(new bool[] { true, true }))],
                new Dictionary<string, string> { ["model"] = "QuickStart" });
            Bytes = File.ReadAllBytes(folder.File());
        }

        internal byte[] Bytes { get; }

        internal void RefusesAndKeeps(byte[] bytes, string what)
        {
            File.WriteAllBytes(folder.File(), bytes);
            Should.Throw<CheckpointException>(() => ModelFile.Load(folder.File(), live), what);
            live.Select(item => item.Tensor.bytes.ToArray()).ShouldBe(before, what);
        }

        public void Dispose()
        {
            scope.Dispose();
            folder.Dispose();
        }
    }
}
