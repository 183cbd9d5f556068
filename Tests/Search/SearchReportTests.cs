using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace MtlDsl.Tests;

/// <summary>The page of a search.</summary>
public sealed class SearchReportTests
{
    // A folder outside of the repository for pictures to look at; none is kept without it.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("REPORT_PICTURES");

    [Fact]
    public void Two_tasks_are_a_scatter_with_the_front()
    {
        using var folder = new TemporaryFolder();
        WeightSearchResult result = ExampleSearches.Many(tasks: 2);
        string path = folder.File("search.html");
        result.SaveReport(path, "Cards & <weights>");

        folder.Files.ShouldBe(["search.html"]);
        XDocument page = XDocument.Load(path);
        page.Descendants("h1").Single().Value.ShouldBe("Cards & <weights>");
        XElement chart = page.Descendants("svg").First();
        Points(chart, "trial").ShouldBe(40);
        Points(chart, "optimal").ShouldBe(result.ParetoFront.Count);
        Points(chart, "top").ShouldBe(1);
        chart.Descendants("path").Single(path => (string?)path.Attribute("class") == "front").Attribute("d")!.Value
            .Split('L').Length.ShouldBe(2 * result.ParetoFront.Count - 1);
        chart.Descendants("title").Skip(1).Select(title => title.Value).ShouldContain(title => title.StartsWith("Trial 1, weights (1, 1), 10 epochs: Digit accuracy 0.8"));
        page.Descendants("tbody").Single().Elements().Count().ShouldBe(40);
        page.Descendants("svg").Count().ShouldBe(3);
    }

    [Fact]
    public void More_tasks_are_parallel_lines()
    {
        WeightSearchResult result = ExampleSearches.Many(tasks: 4);
        XElement chart = XDocument.Parse(SearchReport.Of(result, "Cards")).Descendants("svg").First();

        Lines(chart, "trial").Length.ShouldBe(40);
        Lines(chart, "optimal").Length.ShouldBe(result.ParetoFront.Count);
        Lines(chart, "trial").ShouldAllBe(line => line.Split('L').Length == 4);
        // The better end is above: the best price, the lowest RMSE, is the highest point of the last axis.
        WeightTrial cheapest = result.Trials.MinBy(trial => trial.Metrics[3].Mean)!;
        double Height(string line) => double.Parse(line.Split('L')[3].Split(' ')[1], CultureInfo.InvariantCulture);
        XElement best = chart.Descendants("g").Single(group => ((string?)group.Element("title"))?.StartsWith($"Trial {cheapest.Number},") ?? false);
        Height(best.Element("path")!.Attribute("d")!.Value).ShouldBe(Lines(chart, "trial").Min(Height));
    }

    [Fact]
    public void The_same_result_gives_the_same_page_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string expected = SearchReport.Of(ExampleSearches.Many(tasks: 3), "Cards");
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            SearchReport.Of(ExampleSearches.Many(tasks: 3), "Cards").ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_has_no_number_is_left_out_of_charts()
    {
        WeightSearchResult result = ExampleSearches.Of(SearchScore.MeanScore, ["Digit", "Price"],
            new ExampleTrial([1, 1], [[0.5, 2]]), new ExampleTrial([2, 0], [null]), new ExampleTrial([0, 2], [[double.NaN, 1]]));
        XDocument page = XDocument.Parse(SearchReport.Of(result, "Cards"));
        Points(page.Descendants("svg").First(), "trial").ShouldBe(1);
        page.Descendants("td").Select(cell => cell.Value).ShouldContain("diverged");
    }

    [BrowserFact]
    public async Task A_page_fits_narrow_and_wide_screens_in_light_and_dark()
    {
        using var folder = new TemporaryFolder();
        var results = new Dictionary<string, WeightSearchResult>
        {
            ["two"] = ExampleSearches.Many(tasks: 2),
            ["one-fold"] = ExampleSearches.Many(tasks: 2, folds: 1),
            ["three"] = ExampleSearches.Many(tasks: 3, score: SearchScore.MeanRank),
            ["eight"] = ExampleSearches.Many(tasks: 8, trials: 100),
            ["one-trial"] = ExampleSearches.Many(tasks: 2, trials: 1, folds: 1),
        };
        await using Browser browser = await Browser.Start();
        foreach ((string name, WeightSearchResult result) in results)
        {
            string path = folder.File($"{name}.html");
            result.SaveReport(path);
            foreach ((int width, bool isDark) in ((int, bool)[])[(375, false), (375, true), (1280, false), (1280, true)])
            {
                await browser.View(width, 800, isDark);
                await browser.Open(path);
                string picture = Path.Combine(Pictures ?? folder.Path, $"search-{name}-{width}-{(isDark ? "dark" : "light")}.png");
                await browser.Screenshot(picture);

                new FileInfo(picture).Length.ShouldBeGreaterThan(10_000);
                (await browser.Evaluate<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, name);
                (await browser.Evaluate<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe(isDark ? "rgb(23, 23, 22)" : "rgb(251, 250, 247)");
                (await browser.Evaluate<int>("document.querySelectorAll('svg .trial.top').length")).ShouldBeGreaterThan(0);
            }
        }
        browser.Events.Where(message => (string?)message["method"] is "Runtime.exceptionThrown" or "Log.entryAdded" or "Runtime.consoleAPICalled")
            .Select(message => message.ToJsonString()).ShouldBeEmpty();
        browser.Events.Where(message => (string?)message["method"] == "Network.requestWillBeSent")
            .Select(message => (string)message["params"]!["request"]!["url"]!).ShouldAllBe(url => url.StartsWith("file://") || url.StartsWith("data:"));
    }

    private static int Points(XElement chart, string style) => Trials(chart, style).Count(trial => trial.Elements("circle").Any());

    private static string[] Lines(XElement chart, string style) => [.. Trials(chart, style).Select(trial => trial.Element("path")!.Attribute("d")!.Value)];

    private static IEnumerable<XElement> Trials(XElement chart, string style) =>
        chart.Descendants("g").Where(group => ((string?)group.Attribute("class") ?? "").Split(' ') is ["trial", ..] styles && styles.Contains(style));
}
