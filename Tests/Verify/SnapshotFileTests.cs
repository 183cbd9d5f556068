using VerifyTests;

namespace MtlDsl.Tests;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mtldsl-snapshots-");

    private string Stem => Path.Combine(_directory.FullName, "Class.Method");

    private SnapshotFile Snapshot => new(Stem, "cs", accepts: false);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_text_that_was_never_verified_is_written_and_refused()
    {
        var refused = await Should.ThrowAsync<VerifyException>(() => Snapshot.CompareAsync("class A;\r\n"));

        refused.Message.ShouldContain("There is no Class.Method.verified.cs yet.");
        File.ReadAllText(Stem + ".received.cs").ShouldBe("class A;\n");
    }

    [Fact]
    public async Task A_difference_is_shown_by_its_first_line()
    {
        File.WriteAllText(Stem + ".verified.cs", "same\nold\nend");

        var refused = await Should.ThrowAsync<VerifyException>(() => Snapshot.CompareAsync("same\nnew\nend"));

        refused.Message.ShouldContain("differs first in line 2:");
        refused.Message.ShouldContain("verified: old");
        refused.Message.ShouldContain("received: new");
    }

    [Theory]
    [InlineData("a\nb\n", "a\r\nb\r\n")]
    [InlineData("a\nb", "a\nb\n")]
    public async Task Line_endings_and_a_last_line_feed_do_not_count(string received, string verified)
    {
        File.WriteAllText(Stem + ".verified.cs", verified);
        File.WriteAllText(Stem + ".received.cs", "of an earlier run");

        await Snapshot.CompareAsync(received);

        File.Exists(Stem + ".received.cs").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_accepted_becomes_the_verified_file()
    {
        File.WriteAllText(Stem + ".verified.cs", "old");

        await new SnapshotFile(Stem, "cs", accepts: true).CompareAsync("new");

        File.ReadAllText(Stem + ".verified.cs").ShouldBe("new");
    }

    [Theory]
    [InlineData("a/b", 1.5, null)]
    public void A_snapshot_is_named_after_its_test_and_parameters(string text, double number, string? nothing)
    {
        string name = SnapshotName.Of(UseVerifyAttribute.Test, [text, number, nothing]);

        name.ShouldBe("SnapshotFileTests.A_snapshot_is_named_after_its_test_and_parameters_text=a-b_number=1.5_nothing=null");
    }
}
