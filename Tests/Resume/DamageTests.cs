using Microsoft.Extensions.Logging;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Resume;

/// <summary>Damaged checkpoints of a run: a file that is named is an error, one of a folder is passed over.</summary>
public sealed class DamageTests
{
    private static readonly Lazy<byte[]> Checkpoint = new(() =>
    {
        using var folder = new TemporaryFolder();
        using var model = new Branches(seed: 4, device: "cpu");
        var checkpoint = new ModelCheckpoint(folder.Path);
        model.Fit(ResumedRun.Data(), ResumedRun.Data(40), ResumedRun.Options(checkpoint, new RunningSum()) with { MaxSteps = 6 });
        return File.ReadAllBytes(checkpoint.NewestPath!);
    });

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = Checkpoint.Value;
        IEnumerable<int> lengths = [0, 1, 7, 8, 9, .. Enumerable.Range(1, 60).Select(part => whole.Length * part / 61), whole.Length - 1];

        foreach (int length in lengths) Refuse(whole[..length], $"cut off after {length} of {whole.Length} bytes");
    }

    [Fact]
    public void A_file_with_a_flipped_bit_anywhere_is_refused()
    {
        byte[] whole = Checkpoint.Value;
        var random = new Random(5);
        int header = 8 + (int)BitConverter.ToUInt64(whole, 0);
        // The length, every part of the header, and the tensors.
        IEnumerable<int> places = [.. Enumerable.Range(0, 8), .. Picks(8, header, 80), .. Picks(header, whole.Length, 80)];

        foreach (int place in places)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= (byte)(1 << random.Next(8));
            Refuse(damaged, $"a bit of byte {place} flipped");
        }

        IEnumerable<int> Picks(int start, int end, int count) => Enumerable.Range(0, count).Select(_ => random.Next(start, end));
    }

    [Fact]
    public void A_folder_whose_newest_is_damaged_goes_on_from_the_one_before()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new ModelCheckpoint(folder.Path) { Every = Interval.Steps(2) };
        using var whole = new Branches(seed: 4, device: "cpu");
        string expected = ResumedRun.Fingerprint(whole, whole.Fit(ResumedRun.Data(), null, ResumedRun.Options()));
        using (var first = new Branches(seed: 4, device: "cpu"))
            first.Fit(ResumedRun.Data(), null, ResumedRun.Options(checkpoint) with { MaxSteps = 6 });
        using (FileStream newest = File.OpenWrite(checkpoint.NewestPath!)) newest.SetLength(newest.Length / 2);
        var logger = new TextLog();
        using var model = new Branches(seed: 4, device: "cpu");

        var history = model.Fit(
            ResumedRun.Data(), null, ResumedRun.Options(new ModelCheckpoint(folder.Path)) with { Resume = folder.Path, Logger = logger });

        ResumedRun.Fingerprint(model, history).ShouldBe(expected);
        logger.Texts.Single(line => line.Level == LogLevel.Warning).Text.ShouldContain("step-000000006.safetensors cannot be gone on from");
        logger.Texts.ShouldContain(line => line.Text.Contains("step-000000004.safetensors: epoch 1"));
    }

    [Fact]
    public void A_folder_of_damaged_checkpoints_alone_is_an_error_that_names_them()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("step-000000001.safetensors"), "");
        File.WriteAllText(folder.File("step-000000002.safetensors"), "not a checkpoint");
        using var model = new Branches(seed: 4, device: "cpu");

        string message = Should.Throw<CheckpointException>(() => model.Fit(ResumedRun.Data(), null, new() { Resume = folder.Path })).Message;

        message.ShouldContain("has 2 checkpoints and none can be loaded");
        message.ShouldContain("step-000000001.safetensors");
        message.ShouldContain("step-000000002.safetensors");
    }

    private static void Refuse(byte[] content, string damage)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(), content);
        using var model = new Branches(seed: 9, device: "cpu");
        byte[][] before = State(model);

        Should.Throw<CheckpointException>(
            () => model.Fit(ResumedRun.Data(), null, ResumedRun.Options(new RunningSum()) with { Resume = folder.File(), Seed = 4 }), damage)
            .Message.ShouldContain(folder.File());

        State(model).ShouldBe(before, damage);
    }

    private static byte[][] State(MultiTaskModel model) => [.. model.NamedTensors().Select(item => item.Tensor.bytes.ToArray())];

    private sealed class TextLog : ILogger
    {
        public List<(LogLevel Level, string Text)> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add((logLevel, formatter(state, exception)));
    }
}
