using System.Xml.Linq;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>The report of a training that was.</summary>
public sealed class SaveReportTests
{
    [Fact]
    public void A_history_is_saved()
    {
        using var folder = new TemporaryFolder();
        using var model = new PeopleModel(seed: 1, device: "cpu");
        var history = model.Fit(PeopleData.Make(200, seed: 1), PeopleData.Make(80, seed: 2), new FitOptions { Epochs = 3 });
        string path = folder.File("report.html");

        history.SaveReport(path, new ReportOptions { Title = "People", Relatedness = [new TaskMatrix("label association", ["Prefers", "Employed"], new double[2, 2])] });

        folder.Files.ShouldBe(["report.html"]);
        string text = File.ReadAllText(path);
        XDocument page = XDocument.Parse(text);
        page.Descendants("h1").Single().Value.ShouldBe("People");
        page.Descendants("dd").Select(number => number.Nodes().OfType<XText>().First().Value).Take(4).ShouldBe(
            [model.Summary().Parameters.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), "3",
                $"{history.Epochs.MinBy(epoch => epoch.Validation!.Joint.Loss)!.Number}", "Completed"]);
        // Classes have the names of their enum, and yes and no where they have none.
        Texts(page, "Prefers").ShouldContain("Private");
        Texts(page, "Employed").ShouldContain("yes");
        history.SaveReport(path);
        history.SaveReport(folder.File("again.html"));
        File.ReadAllBytes(folder.File("again.html")).ShouldBe(File.ReadAllBytes(path));
        XDocument.Load(path).Descendants("h1").Single().Value.ShouldBe("PeopleModel");
    }

    [Fact]
    public void The_numbers_are_those_of_the_history()
    {
        using var model = new PeopleModel(seed: 1, device: "cpu");
        var history = model.Fit(PeopleData.Make(200, seed: 1), PeopleData.Make(80, seed: 2), new FitOptions { Epochs = 2 });

        TrainingReport report = HistoryReport.Of(history, new ReportOptions());

        report.Epochs.Count.ShouldBe(2);
        var last = history.Epochs[1];
        ReportEpoch drawn = report.Epochs[1];
        (drawn.Number, drawn.Steps, drawn.Train, drawn.Validation).ShouldBe((2, last.Steps, last.Train.Joint, last.Validation!.Joint.Loss));
        (drawn.LearningRate, drawn.GradientNorm).ShouldBe((last.LearningRate, last.GradientNorm));
        drawn.Tasks.Select(task => task.Weight).ShouldBe([1, 1, 0.5]);
        drawn.Tasks[2].Train.ShouldBe(last.Train.Wage);
        drawn.Tasks[1].Metric("AUC").ShouldBe(last.Validation.Employed.Auc);
        MulticlassMetrics best = history.Epochs.Single(epoch => epoch.Number == report.Best!.Number).Validation!.Prefers;
        report.Tasks[0].Confusion.ShouldBe(best.Confusion);
        report.Tasks[0].Calibration.ShouldBe(best.Calibration);
        report.Tasks[2].Confusion.ShouldBeNull();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        using var model = new PeopleModel(seed: 1, device: "cpu");
        var history = model.Fit(PeopleData.Make(40, seed: 1), options: new FitOptions { Epochs = 1 });

        Should.Throw<DirectoryNotFoundException>(() => history.SaveReport(folder.File("missing/report.html"))).Message.ShouldContain("there is no directory");
        folder.Files.ShouldBeEmpty();
    }

    private static string[] Texts(XDocument page, string task) =>
        [.. page.Descendants("section").Single(section => section.Element("h2")!.Value == task).Descendants("text").Select(text => text.Value)];
}
