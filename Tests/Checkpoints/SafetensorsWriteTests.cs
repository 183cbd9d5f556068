using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public class SafetensorsWriteTests
{
    [Fact]
    public void A_failure_half_way_leaves_the_old_file_and_no_other()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        Safetensors.Write(folder.File(), [("a", tensor(1f))]);
        var old = File.ReadAllBytes(folder.File());
        // A tensor on the meta device has a type and a shape but no bytes, so the error comes after the first tensor is written.
        var unreadable = empty(3, dtype: ScalarType.Float32, device: META);

        Should.Throw<Exception>(() => Safetensors.Write(folder.File(), [("a", tensor(2f)), ("b", unreadable)]));

        File.ReadAllBytes(folder.File()).ShouldBe(old);
        folder.Files.ShouldBe(["model.safetensors"]);
    }

    [Fact]
    public void A_path_that_cannot_be_replaced_leaves_no_temporary_file()
    {
        using var folder = new TemporaryFolder();
        using var value = tensor(1f);
        Directory.CreateDirectory(folder.File());

        Should.Throw<SystemException>(() => Safetensors.Write(folder.File(), [("a", value)]));

        folder.Files.ShouldBe(["model.safetensors"]);
    }

    [Fact]
    public void A_disposed_tensor_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        var value = tensor(1f);
        Safetensors.Write(folder.File(), [("a", value)]);
        var old = File.ReadAllBytes(folder.File());
        value.Dispose();

        Should.Throw<InvalidOperationException>(() => Safetensors.Write(folder.File(), [("a", value)]));

        File.ReadAllBytes(folder.File()).ShouldBe(old);
        folder.Files.ShouldBe(["model.safetensors"]);
    }

    [Fact]
    public void A_new_file_replaces_the_old_one_and_leaves_no_other()
    {
        using var folder = new TemporaryFolder();
        using var first = tensor(1f);
        using var second = tensor(2f);

        Safetensors.Write(folder.File(), [("a", first)]);
        Safetensors.Write(folder.File(), [("b", second)]);

        using var file = SafetensorsFile.Read(folder.File());
        file["b"].item<float>().ShouldBe(2);
        folder.Files.ShouldBe(["model.safetensors"]);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        using var value = tensor(1f);

        Safetensors.Write(folder.File("1"), [("a", value)], new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        Safetensors.Write(folder.File("2"), [("a", value)], new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });

        File.ReadAllBytes(folder.File("1")).ShouldBe(File.ReadAllBytes(folder.File("2")));
    }

    [Fact]
    public void What_the_format_has_not_is_an_argument_error()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var value = tensor(1f);
        void Refused(string message, (string, Tensor)[] tensors, Dictionary<string, string>? metadata = null) =>
            Should.Throw<ArgumentException>(() => Safetensors.Write(folder.File(), tensors, metadata)).Message.ShouldContain(message);

        Refused("Two tensors are named 'a'", [("a", value), ("a", value)]);
        Refused("No tensor can be named '__metadata__'", [("__metadata__", value)]);
        Refused("'a' is ComplexFloat32", [("a", value.to_type(ScalarType.ComplexFloat32))]);
        Refused("cannot have 'mtldsl.sha256'", [], new() { ["mtldsl.sha256"] = "" });
        Refused("", [("\ud800", value)]);
        folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_directory_is_named()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<DirectoryNotFoundException>(() => Safetensors.Write(folder.File("runs/1.safetensors"), []))
            .Message.ShouldContain(Path.Combine(folder.Path, "runs"));
    }
}
