namespace MtlDsl.Tests;

public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_epoch_has_its_numbers()
    {
        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [new TensorBoardLog(_folder.Path)] }, look: history =>
        {
            IReadOnlyDictionary<string, (long Step, float Value)[]> scalars = Scalars(Shown(_folder.Path));
            scalars.Keys.ShouldContain("Suit/validation_log_loss");
            scalars.Values.ShouldAllBe(values => values.Select(value => value.Step).SequenceEqual(new long[] { 4, 8, 12, 16, 20 }));
            Values("joint/train_loss").ShouldBe(history.Epochs.Select(epoch => (float)epoch.Train.Joint));
            Values("Suit/train_loss").ShouldBe(history.Epochs.Select(epoch => (float)epoch.Train.Suit));
            Values("Suit/loss_weight").ShouldAllBe(weight => weight == 0.5f);
            Values("Digit/validation_accuracy").ShouldBe(history.Epochs.Select(epoch => (float)epoch.Validation!.Digit.Accuracy));
            Values("optimizer/learning_rate").ShouldAllBe(rate => rate == 0.01f);
            Values("optimizer/gradient_norm").ShouldBe(history.Epochs.Select(epoch => (float)epoch.GradientNorm));

            IEnumerable<float> Values(string tag) => scalars[tag].Select(value => value.Value);
        });
    }

    [Fact]
    public void Batches_and_histograms_come_where_asked_for()
    {
        float[] weights = [], gradients = [];
        var keep = new Calls
        {
            EpochEnd = run =>
            {
                if (run.Epoch == 4) (weights, gradients) = (run.Model.Arena.Values.Floats(), run.Model.Arena.Gradients.Floats());
            },
        };
        var log = new TensorBoardLog(_folder.Path) { BatchesEvery = Interval.Steps(5), HistogramsEvery = Interval.Epochs(2) };

        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = [log, keep] });

        ReadEvent[] events = Shown(_folder.Path);
        Scalars(events)["Digit/batch_loss"].Select(value => value.Step).ShouldBe([5, 10, 15, 20]);
        ReadEvent[] histograms = [.. events.Where(item => item.Histogram is not null && item.Step == 16)];
        histograms.Select(item => item.Tag!.Split('/')[0]).Order().ShouldBe([.. Enumerable.Repeat("gradients", 6), .. Enumerable.Repeat("weights", 6)]);
        (float[] Live, string Tag)[] parts = [(weights, "weights"), (gradients, "gradients")];
        foreach ((float[] live, string tag) in parts)
        {
            ReadEvent[] own = [.. histograms.Where(item => item.Tag!.StartsWith(tag, StringComparison.Ordinal))];
            own.Sum(item => item.Histogram![3][0]).ShouldBe(live.Length);
            // The same float32 numbers, added up in another order in float64.
            own.Sum(item => item.Histogram![5][0]).ShouldBe(live.Sum(value => (double)value * value), 1e-9);
            own.Max(item => item.Histogram![2][0]).ShouldBe(live.Max());
        }
        events.Where(item => item.Histogram is not null).Select(item => item.Step).Distinct().ShouldBe([8L, 16]);
    }

    [Theory, MemberData(nameof(CallbackRuns.Moments), MemberType = typeof(CallbackRuns))]
    public void A_resumed_run_shows_what_the_whole_one_does(long step, bool atEpochEnd)
    {
        string whole = Path.Combine(_folder.Path, "whole"), resumed = Path.Combine(_folder.Path, "resumed");
        CallbackRuns.Fit(CallbackRuns.Options with { Callbacks = Log(whole) });

        CallbackRuns.FitInterrupted(() =>
        {
            // What the interrupted run wrote after its checkpoint.
            if (Directory.Exists(resumed))
            {
                using var lost = new EventFileWriter(resumed, firstStep: step + 1);
                lost.Scalar("Digit/batch_loss", 99, step + 1);
                lost.Scalar("Digit/train_loss", 99, 20);
            }
            return Log(resumed);
        }, step, atEpochEnd);

        Directory.GetFiles(resumed).Length.ShouldBe(3);
        Lines(resumed).ShouldBe(Lines(whole));

        static TrainingCallback[] Log(string folder) => [new TensorBoardLog(folder) { BatchesEvery = Interval.Steps(1) }];
    }

    [Fact]
    public void A_run_that_begins_anew_shows_nothing_of_those_before()
    {
        FitOptions options = CallbackRuns.Options with { Callbacks = [new TensorBoardLog(_folder.Path)] };
        CallbackRuns.Fit(options);

        CallbackRuns.Fit(options with { Epochs = 2 });

        Scalars(Shown(_folder.Path)).Values.ShouldAllBe(values => values.Length == 2);
    }

    /// <summary>The events that TensorBoard shows of a folder: a file's start makes it forget what it read of that step and later ones.</summary>
    private static ReadEvent[] Shown(string folder)
    {
        var shown = new List<ReadEvent>();
        foreach (ReadEvent item in Directory.GetFiles(folder).Order(StringComparer.Ordinal).SelectMany(EventFileReader.Read))
        {
            if (item.IsStart) shown.RemoveAll(earlier => earlier.Step >= item.Step);
            if (item.Tag is not null) shown.Add(item);
        }
        return [.. shown];
    }

    private static IEnumerable<string> Lines(string folder) =>
        Scalars(Shown(folder)).OrderBy(series => series.Key, StringComparer.Ordinal).Select(series => $"{series.Key}: {string.Join(", ", series.Value)}");

    private static Dictionary<string, (long Step, float Value)[]> Scalars(IEnumerable<ReadEvent> events) => events
        .Where(item => item.Scalar is not null)
        .GroupBy(item => item.Tag!)
        .ToDictionary(tag => tag.Key, tag => tag.Select(item => (item.Step, item.Scalar!.Value)).ToArray());
}
