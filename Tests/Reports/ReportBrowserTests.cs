using System.Text.Json.Nodes;

namespace MtlDsl.Tests;

/// <summary>A report in a browser.</summary>
public sealed class ReportBrowserTests
{
    // A folder outside of the repository for pictures to look at; none is kept without it.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("REPORT_PICTURES");

    [BrowserFact]
    public async Task A_page_fits_narrow_and_wide_screens_in_light_and_dark()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> pages = Write(folder, new Dictionary<string, TrainingReport>
        {
            ["census"] = ExampleReports.Whole(),
            ["reviews"] = ExampleReports.Of(ExampleReports.Reviews, ["Sentiment", "Topic", "Stars"], epochs: 5),
            ["one-epoch"] = ExampleReports.Whole(epochs: 1),
            ["many-epochs"] = ExampleReports.Whole(epochs: 1000),
            ["many-tasks"] = ExampleReports.Of(ExampleReports.Census, [.. Enumerable.Range(1, 14).Select(task => $"Attribute{task}")], epochs: 4),
            ["long-names"] = ExampleReports.Named(new string('W', 120)),
        });
        await using Browser browser = await Browser.Start();
        foreach ((string name, string path) in pages)
        {
            foreach ((int width, bool isDark) in ((int, bool)[])[(375, false), (375, true), (1280, false), (1280, true)])
            {
                await browser.View(width, 800, isDark);
                await browser.Open(path);
                string picture = Path.Combine(Pictures ?? folder.Path, $"{name}-{width}-{(isDark ? "dark" : "light")}.png");
                await browser.Screenshot(picture);

                new FileInfo(picture).Length.ShouldBeGreaterThan(10_000);
                (await browser.Evaluate<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, name);
                string background = await browser.Evaluate<string>("getComputedStyle(document.body).backgroundColor");
                background.ShouldBe(isDark ? "rgb(23, 23, 22)" : "rgb(251, 250, 247)");
            }
        }
        Complaints(browser).ShouldBeEmpty();
        Requests(browser).ShouldAllBe(url => url.StartsWith("file://") || url.StartsWith("data:"));
    }

    [BrowserFact]
    public async Task The_values_under_the_pointer_are_shown()
    {
        using var folder = new TemporaryFolder();
        TrainingReport report = ExampleReports.Whole();
        Dictionary<string, string> pages = Write(folder, new Dictionary<string, TrainingReport> { ["census"] = report });
        await using Browser browser = await Browser.Start();
        await browser.View(1280, 800, isDark: false);
        await browser.Open(pages["census"]);
        await browser.Evaluate<string>("document.querySelector('[data-plot]').scrollIntoView({ block: 'center' }), ''");
        double[] box = await Numbers(browser, "document.querySelector('[data-plot]').getBoundingClientRect().toJSON()", "x", "y", "width", "height");

        await browser.Point(box[0] + 0.5 * box[2], box[1] + 0.5 * box[3]);
        string tip = await browser.Evaluate<string>("document.querySelector('.tip').innerText");
        double[] drawing = await Numbers(browser, "document.querySelector('[data-plot]').getBoundingClientRect().toJSON()", "x", "y");
        double[] tipBox = await Numbers(browser, "document.querySelector('.tip').getBoundingClientRect().toJSON()", "x", "y", "right");
        if (Pictures is not null) await browser.Screenshot(Path.Combine(Pictures, "tip.png"));

        // Within the drawing, not over what stands above it.
        tipBox[0].ShouldBeGreaterThanOrEqualTo(drawing[0]);
        tipBox[1].ShouldBeGreaterThanOrEqualTo(drawing[1]);
        tipBox[2].ShouldBeLessThanOrEqualTo(1280);
        string[] lines = tip.Split('\n');
        ReportEpoch epoch = report.Epochs[int.Parse(lines[0]["epoch ".Length..]) - 1];
        lines[1..].ShouldBe([$"train {ReportNumbers.Value(epoch.Train)}", $"validation {ReportNumbers.Value(epoch.Validation)}"]);
        Complaints(browser).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task The_reader_can_choose_between_light_and_dark()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> pages = Write(folder, new Dictionary<string, TrainingReport> { ["census"] = ExampleReports.Whole() });
        await using Browser browser = await Browser.Start();
        await browser.View(1280, 800, isDark: false);
        await browser.Open(pages["census"]);

        (await browser.Evaluate<string>("document.querySelector('.theme').innerText")).ShouldBe("Dark");
        await browser.Evaluate<string>("document.querySelector('.theme').click(), ''");

        (await browser.Evaluate<string>("document.querySelector('.theme').innerText")).ShouldBe("Light");
        (await browser.Evaluate<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(23, 23, 22)");
        await browser.Print();
        (await browser.Evaluate<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(251, 250, 247)");
        (await browser.Evaluate<string>("getComputedStyle(document.querySelector('.theme')).display")).ShouldBe("none");
    }

    [BrowserFact]
    public async Task A_script_in_a_name_does_not_run()
    {
        using var folder = new TemporaryFolder();
        const string Name = "</title></style></script><script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\">";
        Dictionary<string, string> pages = Write(folder, new Dictionary<string, TrainingReport> { ["names"] = ExampleReports.Named(Name) });
        await using Browser browser = await Browser.Start();
        await browser.View(1280, 800, isDark: false);
        await browser.Open(pages["names"]);

        (await browser.Evaluate<string>("document.title")).ShouldBe($"{Name} – training report");
        (await browser.Evaluate<string>("document.querySelector('h1').textContent")).ShouldBe(Name);
        Complaints(browser).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Write(TemporaryFolder folder, Dictionary<string, TrainingReport> reports) =>
        reports.ToDictionary(report => report.Key, report =>
        {
            string path = folder.File($"{report.Key}.html");
            ReportFile.Write(report.Value, path);
            return path;
        });

    private static async Task<double[]> Numbers(Browser browser, string expression, params string[] members)
    {
        JsonNode value = JsonNode.Parse(await browser.Evaluate<string>($"JSON.stringify({expression})"))!;
        return [.. members.Select(member => value[member]!.GetValue<double>())];
    }

    private static string[] Complaints(Browser browser) =>
        [.. browser.Events
            .Where(message => (string?)message["method"] is "Runtime.exceptionThrown" or "Log.entryAdded" or "Runtime.consoleAPICalled")
            .Select(message => message.ToJsonString())];

    private static string[] Requests(Browser browser) =>
        [.. browser.Events
            .Where(message => (string?)message["method"] == "Network.requestWillBeSent")
            .Select(message => (string)message["params"]!["request"]!["url"]!)];
}
