using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MtlDsl.Tests;

/// <summary>The text of a report.</summary>
public sealed partial class ReportPageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(1000)]
    public void A_page_is_well_formed_whatever_the_number_of_epochs(int epochs)
    {
        XDocument page = Page(ExampleReports.Whole(epochs));

        page.Descendants("tbody").LastOrDefault()?.Elements("tr").Count().ShouldBe(epochs);
        page.Descendants().Where(element => element.Attribute("id") is not null).GroupBy(element => element.Attribute("id")!.Value)
            .ShouldAllBe(group => group.Count() == 1);
    }

    [Fact]
    public void A_page_has_everything()
    {
        XDocument page = Page(ExampleReports.Whole());

        page.Descendants("h2").Select(heading => heading.Value).ShouldBe(["Model", "Training", "Relatedness", "Income", "MaritalStatus", "HoursPerWeek", "Epochs"]);
        Figures(page, "Training").ShouldBe(["Joint loss", "Learning rate", "Gradient norm", "Loss weights"]);
        Figures(page, "Relatedness").ShouldBe(["label association", "gradient cosine", "gradient cosine by epoch", "task affinity", "task affinity by epoch"]);
        Figures(page, "Income").ShouldBe(["Loss", "accuracy", "F1", "AUC", "log loss", "precision", "Confusion matrix", "Calibration", "recall", "kappa"]);
        Figures(page, "HoursPerWeek").ShouldBe(["Loss", "MAE", "RMSE", "R²"]);
    }

    [Fact]
    public void Numbers_that_do_not_fit_into_squares_stand_in_a_table()
    {
        string[] tasks = [.. Enumerable.Range(1, 9).Select(task => $"Attribute{task}")];
        XDocument page = Page(ExampleReports.Of(ExampleReports.Census, tasks, epochs: 3));
        XElement section = page.Descendants("section").Single(element => element.Element("h2")!.Value == "Relatedness");

        section.Descendants("summary").Select(summary => summary.Value).ShouldBe(["Numbers: label association", "Numbers: gradient cosine", "Numbers: task affinity"]);
        section.Descendants("table").First().Descendants("th").Select(heading => heading.Value).ShouldBe(["task", .. tasks, .. tasks]);
        section.Descendants("td").Count().ShouldBe(3 * 81);
        string[] pairs = [.. section.Descendants("text").Select(text => text.Value).Where(text => text.Contains('→'))];
        pairs.Distinct().Count().ShouldBe(8);
        pairs.ShouldAllBe(pair => pair.StartsWith("Attr…e"));
        // Of 36 pairs and of 72 directions, as many as there are accents.
        section.Descendants("p").Select(note => note.Value).Where(note => note.Contains("pairs")).ShouldBe(
            ["The 8 of 36 pairs with the largest mean size.", "The 8 of 72 pairs with the largest mean size."]);
        section.Descendants("p").Select(note => note.Value).ShouldContain("Mean of epochs 1 to 3. Rows act on columns.");
    }

    [Fact]
    public void What_was_not_measured_is_left_out()
    {
        TrainingReport whole = ExampleReports.Whole();
        XDocument page = Page(whole with
        {
            Relatedness = [],
            Tasks = [.. whole.Tasks.Select(task => new ReportTask(task.Name))],
            Epochs = [.. whole.Epochs.Select(epoch => epoch with
            {
                Validation = null, LearningRate = null, GradientNorm = null,
                Tasks = [.. epoch.Tasks.Select(task => task with { Validation = null, Weight = null, Metrics = [] })],
            })],
        });

        Figures(page, "Training").ShouldBe(["Joint loss"]);
        Figures(page, "Income").ShouldBe(["Loss"]);
        page.Descendants("h2").Select(heading => heading.Value).ShouldNotContain("Relatedness");
        page.Descendants("th").Select(heading => heading.Value).ShouldNotContain("validation");
    }

    [Fact]
    public void A_page_refers_to_nothing_outside_of_it()
    {
        string page = ReportPage.Of(ExampleReports.Whole());

        page.ShouldNotContain("//", Case.Sensitive, "an address or a script's comment");
        page.ShouldNotContain("@import");
        page.ShouldNotContain("url(");
        XDocument document = XDocument.Parse(page);
        document.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "srcset").ShouldBeEmpty();
        string[] ids = [.. document.Descendants().Attributes("id").Select(id => id.Value)];
        document.Descendants().Attributes("href").Select(href => href.Value).Where(href => href != "data:,")
            .ShouldAllBe(href => ids.Contains(href.TrimStart('#')));
    }

    [Fact]
    public void Every_drawing_says_what_it_shows()
    {
        XDocument page = Page(ExampleReports.Whole());
        Dictionary<string, string> texts = page.Descendants().Where(element => element.Attribute("id") is not null)
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Value);

        page.Descendants("svg").Count().ShouldBeGreaterThan(20);
        foreach (XElement drawing in page.Descendants("svg"))
        {
            texts[drawing.Attribute("aria-labelledby")!.Value].ShouldNotBeEmpty();
            texts[drawing.Attribute("aria-describedby")!.Value].ShouldNotBeEmpty();
        }
        texts.Values.ShouldContain("Loss of Income by epoch");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("a & b's > c")]
    [InlineData("ΔΩ 名前 😀")]
    public void Names_are_text(string name)
    {
        XDocument page = Page(ExampleReports.Named(name));

        page.Descendants("h1").Single().Value.ShouldBe(name);
        page.Descendants("h2").Select(heading => heading.Value).ShouldContain(name);
        page.Descendants("script").Count().ShouldBe(1);
        page.Descendants().Attributes().ShouldAllBe(attribute => !attribute.Name.LocalName.StartsWith("on"));
    }

    [Fact]
    public void What_no_page_can_have_is_replaced() => Page(ExampleReports.Named("a\0b\uD800c\u001B\uFFFF")).Descendants("h1").Single().Value.ShouldBe("a\uFFFDb\uFFFDc\uFFFD\uFFFD");

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void A_page_is_the_same_in_every_culture(string culture)
    {
        string expected = ReportPage.Of(ExampleReports.Whole());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            ReportPage.Of(ExampleReports.Whole()).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lines_end_as_on_every_system() => ReportPage.Of(ExampleReports.Whole()).ShouldNotContain('\r');

    [Fact]
    public void Values_that_are_not_finite_leave_gaps()
    {
        double[] losses = [3, 2, double.NaN, 1.5, double.PositiveInfinity, 1, 0.5, double.MaxValue];
        TrainingReport whole = ExampleReports.Whole(losses.Length);
        XDocument page = Page(whole with { Epochs = [.. whole.Epochs.Zip(losses, (epoch, loss) => epoch with { Train = loss, Validation = null })] });
        XElement curve = page.Descendants("figure").First().Descendants("g").Single(group => (string?)group.Attribute("data-name") == "train");

        // Two lines, 3 to 2 and 1 to 0.5, and a dot for 1.5, which has no neighbour.
        curve.Element("path")!.Attribute("d")!.Value.Split('M').Length.ShouldBe(3);
        curve.Elements("circle").Count(circle => (string?)circle.Attribute("class") == "dot").ShouldBe(1);
        page.ToString().ShouldNotContain("\"NaN");
        Number().Matches(curve.ToString()).ShouldAllBe(match => double.IsFinite(double.Parse(match.Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_table_has_what_is_not_finite()
    {
        TrainingReport whole = ExampleReports.Whole(epochs: 2);
        XDocument page = Page(whole with { Epochs = [whole.Epochs[0], whole.Epochs[1] with { Train = double.NaN, Validation = double.NegativeInfinity }] });

        page.Descendants("tbody").Last().Elements("tr").Last().Elements().Take(3).Select(cell => cell.Value).ShouldBe(["2", "NaN", "−∞"]);
    }

    [Fact]
    public void A_thousand_epochs_are_drawn_by_few_points()
    {
        XDocument page = Page(ExampleReports.Whole(epochs: 1000));

        string[] epochs = [.. page.Descendants().Attributes("data-epochs").Select(attribute => attribute.Value)];
        epochs.ShouldAllBe(text => text.Split(' ').Length <= Downsampling.MostPoints + 2);
        epochs.ShouldAllBe(text => text.StartsWith("1 ") && text.EndsWith(" 1000"));
    }

    [Fact]
    public void The_best_epoch_is_that_of_the_lowest_validation_loss()
    {
        TrainingReport whole = ExampleReports.Whole(epochs: 4);
        double?[] losses = [3, null, 1, double.NaN];
        TrainingReport report = whole with { Epochs = [.. whole.Epochs.Zip(losses, (epoch, loss) => epoch with { Validation = loss })] };

        report.Best!.Number.ShouldBe(3);
        (report with { Epochs = [.. report.Epochs.Select(epoch => epoch with { Validation = null, Train = -epoch.Number })] }).Best!.Number.ShouldBe(4);
        Page(report).Descendants("tr").Single(row => (string?)row.Attribute("class") == "best").Element("th")!.Value.ShouldBe("best 3");
    }

    private static XDocument Page(TrainingReport report) => XDocument.Parse(ReportPage.Of(report));

    private static string[] Figures(XDocument page, string section) =>
        [.. page.Descendants("section").Single(element => element.Element("h2")!.Value == section).Descendants("h3").Select(heading => heading.Value)];

    [GeneratedRegex(@"(?<=[ML "" ])-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
