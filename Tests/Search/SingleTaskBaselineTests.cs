using MtlDsl.Tests.Models;
using System.Xml.Linq;

namespace MtlDsl.Tests;

/// <summary>Baselines that are trained.</summary>
public sealed class SingleTaskBaselineTests
{
    private static readonly FitOptions Options = new() { Epochs = 2, BatchSize = 16 };

    private static readonly QuickStart.Dataset Train = QuickStartData.Make(96, seed: 1), Validation = QuickStartData.Make(64, seed: 2);

    [Fact]
    public void Each_task_is_trained_alone_once_for_each_seed()
    {
        var heard = new List<BaselineProgress>();
        SingleTaskBaseline baseline = Baseline([3, 4], new Listener(heard.Add));

        baseline.Model.ShouldBe("QuickStart");
        baseline.Tasks.Select(task => task.Task).ShouldBe(["Digit", "Suit"]);
        foreach (long seed in (long[])[3, 4])
        {
            baseline.Tasks[0].Runs.Single(run => run.Seed == seed).Metrics.ShouldBe(ByHand(seed, 1, 0).Digit);
            baseline.Tasks[1].Runs.Single(run => run.Seed == seed).Metrics.ShouldBe(ByHand(seed, 0, 1).Suit);
        }
        heard.Select(one => (one.Task, one.Seed, one.Done, one.Total)).ShouldBe([("Digit", 3, 1, 4), ("Suit", 3, 2, 4), ("Digit", 4, 3, 4), ("Suit", 4, 4, 4)]);
    }

    [Fact]
    public void Nothing_of_another_task_is_learnt()
    {
        // Labels of the suit that are other ones make no difference to the digit.
        QuickStart.Dataset other = QuickStart.Dataset.From(QuickStartData.Examples(96, seed: 1).Select(example => example with { Suit = (example.Suit + 1) % 5 }));
        TaskMetrics Digit(QuickStart.Dataset data) => SingleTaskBaseline.Train(data, Validation, seed => new QuickStart(seed, "cpu"),
            (model, train, validation, options) => model.Fit(train, validation, options), Options).Tasks[0].Runs[0].Metrics;

        Digit(other).ShouldBe(Digit(Train));
    }

    [Fact]
    public void A_report_shows_the_change_of_each_epoch()
    {
        SingleTaskBaseline baseline = Baseline([0]);
        using var model = new QuickStart(0, "cpu");
        var history = model.Fit(Train, Validation, Options with { Epochs = 3 });

        TrainingReport report = HistoryReport.Of(history, new ReportOptions { Baseline = baseline });
        report.Epochs.Select(epoch => epoch.DeltaM!.Value).ShouldBe(history.Epochs.Select(epoch => baseline.DeltaM(epoch.Validation!).Value));
        XDocument page = XDocument.Parse(ReportPage.Of(report));
        page.Descendants("h3").Select(title => title.Value).ShouldContain("Delta-m in %");
        page.Descendants("dt").Select(title => title.Value).ShouldContain("Delta-m");
        XDocument without = XDocument.Parse(ReportPage.Of(HistoryReport.Of(history, new ReportOptions())));
        without.Descendants("h3").Select(title => title.Value).ShouldNotContain("Delta-m in %");
        without.Descendants("dt").Select(title => title.Value).ShouldNotContain("Delta-m");
        var other = new SingleTaskBaseline("M", [baseline.Tasks[0]]);
        Should.Throw<ArgumentException>(() => HistoryReport.Of(history, new ReportOptions { Baseline = other })).Message.ShouldStartWith("The baseline is of Digit, and");
    }

    [Fact]
    public void Seeds_that_are_none_or_come_twice_are_refused()
    {
        Should.Throw<ArgumentException>(() => Baseline([])).Message.ShouldStartWith("The seeds are (): give at least one, and none twice.");
        Should.Throw<ArgumentException>(() => Baseline([1, 1])).Message.ShouldStartWith("The seeds are (1, 1): ");
    }

    private static SingleTaskBaseline Baseline(IReadOnlyList<long> seeds, IProgress<BaselineProgress>? progress = null) =>
        SingleTaskBaseline.Train(Train, Validation, seed => new QuickStart(seed, "cpu"), (model, train, validation, options) => model.Fit(train, validation, options),
            Options, seeds, progress);

    private static QuickStart.Metrics ByHand(long seed, double digit, double suit)
    {
        using var model = new QuickStart(seed, "cpu");
        return model.Fit(Train, Validation, Options with { Weighting = new FixedWeighting(digit, suit) }).Epochs[^1].Validation!;
    }

    private sealed class Listener(Action<BaselineProgress> hears) : IProgress<BaselineProgress>
    {
        public void Report(BaselineProgress value) => hears(value);
    }
}
