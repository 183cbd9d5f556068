using System.Globalization;

namespace MtlDsl.Tests;

public sealed class CsvLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_is_a_line_for_each_epoch_with_what_the_history_has()
    {
        string path = Path.Combine(_folder.Path, "new", "log.csv");

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new CsvLog(path)], ClipNorm = 1 }, look: history =>
        {
            Dictionary<string, string>[] lines = Read(path);
            lines.Select(line => line["epoch"]).ShouldBe(["1", "2", "3", "4", "5"]);
            lines.Select(line => line["step"]).ShouldBe(["4", "8", "12", "16", "20"]);
            lines.Select(line => Number(line["learning_rate"])).ShouldAllBe(rate => rate == 0.01);
            lines.Select(line => Number(line["Suit_loss_weight"])).ShouldAllBe(weight => weight == 0.5);
            lines.Select(line => Number(line["gradient_norm"])).ShouldBe(history.Epochs.Select(epoch => epoch.GradientNorm));
            lines.Select(line => Number(line["joint_train_loss"])).ShouldBe(history.Epochs.Select(epoch => epoch.Train.Joint));
            lines.Select(line => Number(line["Suit_train_loss"])).ShouldBe(history.Epochs.Select(epoch => epoch.Train.Suit));
            lines.Select(line => Number(line["joint_validation_loss"])).ShouldBe(history.Epochs.Select(epoch => epoch.Validation!.Joint.Loss));
            lines.Select(line => Number(line["Digit_validation_loss"])).ShouldBe(history.Epochs.Select(epoch => epoch.Validation!.Digit.Loss));
            lines.Select(line => Number(line["Digit_validation_accuracy"])).ShouldBe(history.Epochs.Select(epoch => epoch.Validation!.Digit.Accuracy));
            lines.Select(line => Number(line["Suit_validation_log_loss"])).ShouldBe(history.Epochs.Select(epoch => epoch.Validation!.Suit.LogLoss));
        });
    }

    [Fact]
    public void Lines_may_be_of_steps()
    {
        string path = _folder.File("steps.csv");
        var losses = new List<double>();
        var keep = new Calls { StepEnd = run => losses.Add(run.LastLoss(2)) };

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new CsvLog(path) { Every = Interval.Steps(3) }, keep] });

        Dictionary<string, string>[] lines = Read(path);
        lines.Select(line => line["step"]).ShouldBe(["3", "6", "9", "12", "15", "18"]);
        lines.Select(line => line["epoch"]).ShouldBe(["1", "2", "3", "3", "4", "5"]);
        lines.Select(line => Number(line["Suit_batch_loss"])).ShouldBe([losses[2], losses[5], losses[8], losses[11], losses[14], losses[17]]);
    }

    [Fact]
    public void Columns_may_come_later()
    {
        string path = _folder.File("log.csv");

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new CsvLog(path)], ValidateEvery = Interval.Epochs(2) });

        Read(path).Select(line => line["joint_validation_loss"].Length > 0).ShouldBe([false, true, false, true, false]);
    }

    [Fact]
    public void A_run_that_begins_anew_replaces_the_file()
    {
        string path = _folder.File("log.csv");
        File.WriteAllText(path, "what was there before\n");

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new CsvLog(path)], Epochs = 2 });

        Read(path).Length.ShouldBe(2);
    }

    [Fact]
    public void A_fast_dev_run_leaves_the_file_alone()
    {
        string path = _folder.File("log.csv");
        File.WriteAllText(path, "what was there before\n");

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new CsvLog(path)], FastDevRun = true });

        File.ReadAllText(path).ShouldBe("what was there before\n");
    }

    [Theory, MemberData(nameof(CallbackRuns.Moments), MemberType = typeof(CallbackRuns))]
    public void A_resumed_run_writes_the_file_of_the_whole_one(long step, bool atEpochEnd)
    {
        foreach (Interval every in (Interval[])[Interval.Epochs(1), Interval.Epochs(2), Interval.Steps(3)])
        {
            string whole = _folder.File("whole.csv"), resumed = _folder.File("resumed.csv");
            FitOptions options = CallbackRuns.Options with { ValidateEvery = Interval.Epochs(2) };
            CallbackRuns.Fit(options with { Callbacks = [new CsvLog(whole) { Every = every }] });

            CallbackRuns.FitInterrupted(() =>
            {
                // What the interrupted run wrote after its checkpoint, the last line torn.
                if (File.Exists(resumed) && File.ReadAllText(resumed).Length > 0) File.AppendAllText(resumed, "9,99,1\n9,1");
                return [new CsvLog(resumed) { Every = every }];
            }, step, atEpochEnd, options: options);

            File.ReadAllText(resumed).ShouldBe(File.ReadAllText(whole));
            File.Delete(resumed);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, string>[] Read(string path)
    {
        string[][] lines = [.. File.ReadAllText(path).TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        lines.ShouldAllBe(line => line.Length == lines[0].Length);
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
