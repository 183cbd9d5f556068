using System.Buffers.Binary;
using System.Text;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class SafetensorsRoundTripTests
{
    public static TheoryData<ScalarType> Types => new(
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64,
        ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool);

    [Theory, MemberData(nameof(Types))]
    public void Every_type_comes_back_bit_for_bit(ScalarType type)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var written = tensor(new float[] { 0, 1, 2.5f, 3, 100, 7 }).reshape(2, 3).to_type(type);

        Safetensors.Write(folder.File(), [("a", written)]);
        using var file = SafetensorsFile.Read(folder.File());

        file["a"].dtype.ShouldBe(type);
        file["a"].shape.ShouldBe([2, 3]);
        file["a"].bytes.ToArray().ShouldBe(written.bytes.ToArray());
    }

    [Fact]
    public void Scalars_empty_tensors_views_and_no_tensors_come_back()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var matrix = arange(6, ScalarType.Float32).reshape(2, 3);

        Safetensors.Write(folder.File(), [("scalar", tensor(4.5f)), ("empty", zeros(0, 3)), ("transposed", matrix.t()), ("last", tensor(1L))]);
        using var file = SafetensorsFile.Read(folder.File());
        file["scalar"].shape.ShouldBeEmpty();
        file["scalar"].item<float>().ShouldBe(4.5f);
        file["empty"].shape.ShouldBe([0, 3]);
        file["transposed"].shape.ShouldBe([3, 2]);
        file["transposed"].data<float>().ToArray().ShouldBe([0, 3, 1, 4, 2, 5]);
        file.Tensors.Select(item => item.Name).ShouldBe(["scalar", "empty", "transposed", "last"]);

        Safetensors.Write(folder.File(), []);
        using var none = SafetensorsFile.Read(folder.File());
        none.Tensors.ShouldBeEmpty();
    }

    [Fact]
    public void A_tensor_of_several_chunks_comes_back()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var large = arange(TensorBytes.ChunkLength / sizeof(int) * 2 + 3, ScalarType.Int32);

        Safetensors.Write(folder.File(), [("large", large), ("after", tensor(5L))]);
        using var file = SafetensorsFile.Read(folder.File());

        file["large"].bytes.SequenceEqual(large.bytes).ShouldBeTrue();
        file["after"].item<long>().ShouldBe(5);
    }

    [Fact]
    public void Metadata_and_names_of_any_letters_come_back()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Dictionary<string, string> metadata = new() { ["modèle"] = "\"İ\"\n\\", ["epoch"] = "3", ["emoji 😀"] = "" };

        Safetensors.Write(folder.File(), [("größe.\"重み\"", tensor(1f))], metadata);
        using var file = SafetensorsFile.Read(folder.File());

        file.Metadata.OrderBy(item => item.Key).ShouldBe(metadata.OrderBy(item => item.Key));
        file.HasChecksum.ShouldBeTrue();
        file["größe.\"重み\""].item<float>().ShouldBe(1);
        Should.Throw<KeyNotFoundException>(() => file["grosse"]).Message.ShouldContain("has no tensor 'grosse'");
    }

    [Fact]
    public void Every_tensor_begins_at_a_multiple_of_its_width_so_that_other_readers_can_map_it()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Safetensors.Write(
            folder.File(),
            [("flag", tensor(new bool[] { true })), ("half", tensor(1f).half()), ("wide", tensor(1.0)), ("single", tensor(1f))]);

        var bytes = File.ReadAllBytes(folder.File());
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        (length % 8).ShouldBe(0);
        var header = SafetensorsHeader.Parse(bytes.AsSpan(8, length), bytes.Length - 8 - length, folder.File());
        header.Entries.Select(entry => entry.Name).ShouldBe(["flag", "half", "wide", "single"]);
        header.Entries.ShouldAllBe(entry => entry.Begin % entry.Type.Width == 0);
    }

    [Fact]
    public void A_file_of_another_writer_is_read()
    {
        // As Python's safetensors 0.4 lays it out: the header in the order of the data, filled up with spaces to a multiple of 8.
        const string Json =
            """{"__metadata__":{"format":"pt"},"weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"bias":{"dtype":"BF16","shape":[2],"data_offsets":[16,20]}}""";
        var header = Encoding.UTF8.GetBytes(Json.PadRight((Json.Length + 7) / 8 * 8));
        byte[] data =
        [
            0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x20, 0x41, 0x00, 0x00, 0x00, 0x00, // 1, -2, 10, 0
            0x80, 0x3F, 0x00, 0x40,                                                                         // 1, 2
        ];
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(), [.. BitConverter.GetBytes((long)header.Length), .. header, .. data]);

        using var file = SafetensorsFile.Read(folder.File());

        file.HasChecksum.ShouldBeFalse();
        file.Metadata.ShouldBe(new Dictionary<string, string> { ["format"] = "pt" });
        file["weight"].data<float>().ToArray().ShouldBe([1, -2, 10, 0]);
        using var bias = file["bias"].to_type(ScalarType.Float32);
        bias.data<float>().ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void Nothing_outlives_reading_and_writing()
    {
        using var folder = new TemporaryFolder();
        using var written = arange(6, ScalarType.Float32);
        using var scope = NewDisposeScope();

        Safetensors.Write(folder.File(), [("a", written)]);
        using (var file = SafetensorsFile.Read(folder.File()))
            file["a"].IsInvalid.ShouldBeFalse();
        File.WriteAllBytes(folder.File(), [.. File.ReadAllBytes(folder.File())[..^1], 0x55]);
        Should.Throw<CheckpointException>(() => SafetensorsFile.Read(folder.File()));

        scope.DisposablesCount.ShouldBe(0);
    }
}
