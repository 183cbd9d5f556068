using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class EventFileWriterTests
{
    [Fact]
    public void A_file_says_its_version_and_where_it_starts()
    {
        using var folder = new TemporaryFolder();
        DateTimeOffset before = DateTimeOffset.UtcNow;
        string path;
        using (var writer = new EventFileWriter(Path.Combine(folder.Path, "new", "run"), firstStep: 300)) path = writer.Path;

        IReadOnlyList<ReadEvent> events = EventFileReader.Read(path);

        Path.GetFileName(path).ShouldContain("tfevents");
        events.Count.ShouldBe(2);
        events[0].FileVersion.ShouldBe("brain.Event:2");
        (events[1].IsStart, events[1].Step).ShouldBe((true, 300L));
        events[0].WallTime.ShouldBeInRange((before - DateTimeOffset.UnixEpoch).TotalSeconds, (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds);
    }

    [Fact]
    public void Numbers_are_read_back()
    {
        (string Tag, double Value, long Step)[] written =
        [
            ("loss/joint", 0.25, 1), ("loss/Größe", -1e-3, 128), ("nothing", 0, 1L << 40), ("broken", double.NaN, 3), ("far", double.PositiveInfinity, 4),
        ];

        ReadEvent[] events = Written(writer =>
        {
            foreach ((string tag, double value, long step) in written) writer.Scalar(tag, value, step);
        });

        events.Select(item => (item.Tag, item.Scalar, item.Step)).ShouldBe(written.Select(item => ((string?)item.Tag, (float?)item.Value, item.Step)));
    }

    [Fact]
    public void A_histogram_counts_each_finite_value_in_its_bucket()
    {
        float[] values = [.. Enumerable.Range(-500, 1000).Select(i => i * MathF.Abs(i) * 1e-4f), float.NaN, float.NegativeInfinity, 1e-30f, 3e38f];
        float[] finite = [.. values.Where(float.IsFinite)];

        IReadOnlyDictionary<int, double[]> fields = Written(writer => writer.Histogram("weights", tensor(values).reshape(2, -1), 5))
            .ShouldHaveSingleItem().Histogram.ShouldNotBeNull();

        fields[1].ShouldBe([finite.Min()]);
        fields[2].ShouldBe([finite.Max()]);
        fields[3].ShouldBe([finite.Length]);
        // Sums in the same order, in float64 both.
        fields[4].ShouldBe([finite.Sum(value => (double)value)]);
        fields[5].ShouldBe([finite.Sum(value => (double)value * value)]);
        double[] limits = fields[6], counts = fields[7];
        limits.ShouldBe(limits.Order());
        limits.Length.ShouldBe(counts.Length);
        for (int i = 0; i < limits.Length; i++)
        {
            double low = i == 0 ? double.NegativeInfinity : limits[i - 1];
            counts[i].ShouldBe(finite.Count(value => value >= low && value < limits[i]));
            if (i > 0) (counts[i] == 0 && counts[i - 1] == 0).ShouldBeFalse();
        }
    }

    [Fact]
    public void Small_values_are_told_apart_beside_large_ones()
    {
        Histogram histogram = Histogram.Of([1e-6f, 2e-6f, -1e-6f, 0, 100]).ShouldNotBeNull();

        histogram.Counts.Where(count => count > 0).ShouldBe([1, 1, 1, 1, 1]);
    }

    [Fact]
    public void Nothing_finite_is_no_histogram() =>
        Written(writer => writer.Histogram("weights", tensor([float.NaN, float.PositiveInfinity]), 5)).ShouldBeEmpty();

    [Fact]
    public void Files_of_a_folder_have_their_order_by_name()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            using var writer = new EventFileWriter(folder.Path);
            return writer.Path;
        })];

        paths.ShouldBe(paths.Order(StringComparer.Ordinal));
        paths.Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public void What_is_flushed_can_be_read_while_it_is_written()
    {
        using var folder = new TemporaryFolder();
        using var writer = new EventFileWriter(folder.Path);
        writer.Scalar("a", 1, 1);
        writer.Flush();
        using var reader = new FileStream(writer.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var copy = new MemoryStream();
        reader.CopyTo(copy);
        string path = folder.File("copy");
        File.WriteAllBytes(path, copy.ToArray());

        EventFileReader.Read(path)[^1].Tag.ShouldBe("a");
    }

    private static ReadEvent[] Written(Action<EventFileWriter> write)
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var writer = new EventFileWriter(folder.Path))
        {
            path = writer.Path;
            write(writer);
        }
        return [.. EventFileReader.Read(path).Skip(2)];
    }
}
