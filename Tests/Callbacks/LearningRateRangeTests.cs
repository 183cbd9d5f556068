using System.Globalization;
using System.Xml.Linq;

namespace MtlDsl.Tests;

public sealed class LearningRateRangeTests
{
    [Fact]
    public void The_suggestion_is_where_the_loss_falls_steepest()
    {
        LearningRateRange range = Logistic(center: -2, noise: 0);

        // Steps are a twelfth of a decade apart, and the curve is symmetric about its steepest point.
        Math.Log10(range.Suggestion.ShouldNotBeNull()).ShouldBe(-2, 1.0 / 12);
    }

    [Fact]
    public void Noise_does_not_move_the_suggestion_far() =>
        Math.Log10(Logistic(center: -3, noise: 0.1).Suggestion.ShouldNotBeNull()).ShouldBe(-3, 0.5);

    [Fact]
    public void A_loss_that_falls_nowhere_suggests_nothing()
    {
        var rising = new LearningRateRange(Enumerable.Range(0, 30).Select(i => (Math.Pow(10, -6 + i * 0.2), 1.0 + i)));

        rising.Suggestion.ShouldBeNull();
        rising.ToString().ShouldEndWith("no suggestion: the loss falls nowhere\n");
        new LearningRateRange([]).ToString().ShouldBe("no step had a finite loss\n");
        new LearningRateRange([(0.1, 1), (0.2, 1)]).ToString().ShouldNotBeEmpty();
    }

    [Fact]
    public void Smoothing_weighs_neighbours_to_both_sides()
    {
        var range = new LearningRateRange([(0.1, 1), (0.2, 5), (0.4, 3)]);

        range.Points.Select(point => point.Loss).ShouldBe([1, 5, 3]);
        double[] expected =
        [
            (1 + 0.8 * 5 + 0.64 * 3) / (1 + 0.8 + 0.64),
            (0.8 * 1 + 5 + 0.8 * 3) / (0.8 + 1 + 0.8),
            (0.64 * 1 + 0.8 * 5 + 3) / (0.64 + 0.8 + 1),
        ];
        // Rounding of a handful of float64 operations.
        range.Points.Select(point => point.SmoothedLoss).ShouldBe(expected, 1e-14);
    }

    [Fact]
    public void The_text_is_a_plot_with_the_decades_below_it()
    {
        string[] lines = Logistic(center: -2, noise: 0).ToString().Split('\n');

        lines[0].ShouldBe("joint loss");
        lines.Take(17).Sum(line => line.Count(character => character == '*')).ShouldBeGreaterThan(50);
        lines.Take(17).Count(line => line.Contains(':', StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        lines[18].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["1e-6", "1e-5", "1e-4", "1e-3", "1e-2", "1e-1", "1e0", "learning", "rate"]);
        lines[19].ShouldMatch(@"^suggestion: 0\.0\d+, where the loss falls steepest$");
        lines.ShouldAllBe(line => line.Length <= 100 && line == line.TrimEnd());
    }

    [Fact]
    public void The_picture_is_self_contained_and_within_its_frame()
    {
        using var folder = new TemporaryFolder();
        Logistic(center: -2, noise: 0.1).SaveSvg(folder.File("range.svg"));

        XDocument svg = XDocument.Load(folder.File("range.svg"));
        svg.Root!.Attribute("viewBox")!.Value.ShouldBe("0 0 640 380");
        (double X, double Y)[] smoothed = Points(svg, "smoothed");
        smoothed.Length.ShouldBe(85);
        smoothed.Concat(Points(svg, "loss")).ShouldAllBe(point => point.X >= 60 && point.X <= 620 && point.Y >= 30 && point.Y <= 320);
        smoothed.Select(point => point.X).ShouldBe(smoothed.Select(point => point.X).Order());
        svg.Descendants().SelectMany(element => element.Attributes()).ShouldAllBe(attribute =>
            attribute.IsNamespaceDeclaration || !attribute.Value.Contains("://", StringComparison.Ordinal));
        svg.Descendants().ShouldContain(element => element.Value.StartsWith("suggestion: 0.0", StringComparison.Ordinal));
    }

    private static (double X, double Y)[] Points(XDocument svg, string name) =>
    [
        .. svg.Descendants().Single(element => element.Attribute("class")?.Value == name).Attribute("points")!.Value.Split(' ')
            .Select(pair => pair.Split(',')).Select(pair => (Number(pair[0]), Number(pair[1]))),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // From 1e-6 to 10 in twelfths of a decade: 2.3 to 0.3 about the center, and an explosion from 1 on.
    private static LearningRateRange Logistic(double center, double noise) => new(Enumerable.Range(0, 85).Select(i =>
    {
        double power = -6 + i / 12.0;
        double loss = 0.3 + 2 / (1 + Math.Exp(4 * (power - center))) + Math.Max(0, power) * 20 + noise * Math.Sin(i * 7);
        return (Math.Pow(10, power), loss);
    }));
}
