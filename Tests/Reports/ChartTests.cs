namespace MtlDsl.Tests;

/// <summary>Axes, labels and points of charts.</summary>
public sealed class ChartTests
{
    [Theory]
    [InlineData(0.12, 0.98, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.61, 0.68, "0.60 0.62 0.64 0.66 0.68")]
    [InlineData(0.0, 0.0, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.001, 0.001, "0 0.0002 0.0004 0.0006 0.0008 0.0010")]
    [InlineData(-3.0, -3.0, "−3 −2 −1 0")]
    [InlineData(-0.4, 0.9, "−0.5 0 0.5 1.0")]
    [InlineData(0.0, 2.5e-5, "0 5e−6 1e−5 1.5e−5 2e−5 2.5e−5")]
    [InlineData(0.0, 1234567.0, "0 5e5 1e6 1.5e6")]
    [InlineData(1500.0, 9000.0, "0 2,000 4,000 6,000 8,000 10,000")]
    public void Ticks_are_round_numbers(double lowest, double highest, string expected) =>
        string.Join(' ', LinearAxis.Of(lowest, highest).Ticks.Select(tick => tick.Text)).ShouldBe(expected);

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 20, "1 5 10 15 20")]
    [InlineData(1, 1000, "1 200 400 600 800 1,000")]
    [InlineData(11, 14, "11 12 13 14")]
    public void Epochs_are_whole_numbers(int first, int last, string expected) =>
        string.Join(' ', LinearAxis.OfWhole(first, last).Ticks.Select(tick => tick.Text)).ShouldBe(expected);

    [Theory]
    [InlineData(0.02, 700.0, "0.01 0.1 1 10 100 1,000")]
    [InlineData(1e-7, 1e-1, "1e−7 1e−6 1e−5 1e−4 0.001 0.01 0.1")]
    [InlineData(1e-20, 1e20, "1e−20 1e−13 1e−6 10 1e8 1e15 1e22")]
    public void Logarithmic_ticks_are_powers_of_ten(double lowest, double highest, string expected) =>
        string.Join(' ', LogarithmicAxis.Of(lowest, highest).Ticks.Select(tick => tick.Text)).ShouldBe(expected);

    [Theory]
    [InlineData(0.3, 0.9)]
    [InlineData(-1e300, 1e300)]
    [InlineData(1e-290, 2e-290)]
    [InlineData(5e-324, 1e-323)]
    [InlineData(1e16, 1.0000000000000002e16)]
    [InlineData(-7.0, -6.999)]
    public void An_axis_has_its_values(double lowest, double highest)
    {
        ChartAxis axis = LinearAxis.Of(lowest, highest);

        axis.Ticks.Count.ShouldBeInRange(2, 8);
        foreach (double value in (double[])[lowest, highest])
            // Ticks are whole multiples of a rounded step, so the ends may be off by rounding.
            axis.Share(value).ShouldBeInRange(-1e-8, 1 + 1e-8);
    }

    [Theory]
    [InlineData(0.93829, "0.9383")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123456.7, "123,457")]
    [InlineData(1.0, "1")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.00123456, "0.001235")]
    [InlineData(-0.25, "−0.25")]
    [InlineData(2.5000000000000006e-4, "0.00025")]
    [InlineData(3.14159e-9, "3.142e−9")]
    [InlineData(2e12, "2e12")]
    [InlineData(0.0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Values_have_four_digits(double value, string expected) => ReportNumbers.Value(value).ShouldBe(expected);

    [Theory]
    [InlineData(0.418, "0.42 s")]
    [InlineData(59.999, "60 s")]
    [InlineData(125.0, "2:05 min")]
    [InlineData(12005.0, "3:20:05 h")]
    [InlineData(180000.0, "50:00:00 h")]
    public void Times_have_units(double seconds, string expected) => ReportNumbers.Time(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Fewer_points_keep_peaks_ends_and_gaps()
    {
        CurvePoint[] points = [.. Enumerable.Range(1, 5000).Select(epoch => new CurvePoint(epoch, Value(epoch)))];

        IReadOnlyList<CurvePoint> fewer = Downsampling.Of(points);

        // Two of each stretch, the ends, and one of the gap.
        fewer.Count.ShouldBeLessThanOrEqualTo(Downsampling.MostPoints + 3);
        fewer.Select(point => point.Epoch).ShouldBe(fewer.Select(point => point.Epoch).Order());
        fewer.ShouldContain(new CurvePoint(1717, 9));
        fewer.ShouldContain(new CurvePoint(3003, -9));
        fewer.Count(point => !point.IsDrawn).ShouldBe(1);
        fewer[0].ShouldBe(points[0]);
        fewer[^1].ShouldBe(points[^1]);
        Downsampling.Of(points[..Downsampling.MostPoints]).ShouldBe(points[..Downsampling.MostPoints]);

        static double Value(int epoch) => epoch switch { 1717 => 9, 3003 => -9, 4000 or 4001 => double.NaN, _ => Math.Sin(epoch) };
    }

    [Theory]
    [InlineData(new double[] { 50, 52, 54 }, new double[] { 50, 63, 76 })]
    [InlineData(new double[] { 98, 99 }, new double[] { 87, 100 })]
    [InlineData(new double[] { 30, 10 }, new double[] { 30, 10 })]
    [InlineData(new double[] { -5 }, new double[] { 0 })]
    public void Labels_do_not_cover_each_other(double[] wanted, double[] expected) => EndLabels.Place(wanted, 13, top: 0, bottom: 100).ShouldBe(expected);

    [Theory]
    [InlineData("short", 100, "short")]
    [InlineData("MarriedSpouseAbsent", 60, "Married…")]
    [InlineData("😀😀😀", 24, "😀…")]
    public void Long_names_are_cut(string name, double width, string expected) => TextWidth.Cut(name, 11, width).ShouldBe(expected);

    [Fact]
    public void Of_many_classes_the_most_frequent_are_shown()
    {
        var markup = new Markup();
        var chart = new ConfusionChart("Digit", ExampleReports.Confusion(100), []);
        chart.Write(markup);

        chart.Note.ShouldStartWith("The 40 most frequent of 100 classes.");
        System.Xml.Linq.XElement.Parse(markup.ToString()).Descendants("rect").Count().ShouldBe(40 * 40 + 1);
        markup.ToString().ShouldContain("actual 99, predicted 99: 4,063 of ");
    }

    [Fact]
    public void The_worst_confusions_are_named()
    {
        new ConfusionChart("Suit", new ConfusionMatrix(2, [5, 3, 0, 4]), ["no", "yes"]).Note
            .ShouldBe("Shade: share of the actual class. Most often mistaken: no for yes (3).");
        new ConfusionChart("Suit", new ConfusionMatrix(2, [5, 0, 0, 4]), []).Note
            .ShouldBe("Shade: share of the actual class. No class was taken for another.");
    }

    [Fact]
    public void Relatedness_that_is_undefined_is_a_dash()
    {
        var markup = new Markup();
        new RelatednessChart(new TaskMatrix("cosine", ["A", "B"], new double[,] { { 1, double.NaN }, { -0.5, 1 } })).Write(markup);

        var texts = System.Xml.Linq.XElement.Parse(markup.ToString()).Descendants("text").Select(text => text.Value);
        texts.ShouldBe(["A", "B", "A", "B", "1.00", "–", "−0.50", "1.00"]);
    }

    [Theory]
    [InlineData(0.5, "0.50", "")]
    [InlineData(-12.4, "−12", "")]
    [InlineData(0.00312, "3.12", "In thousandths.")]
    [InlineData(-0.00000042, "−0.42", "In millionths.")]
    public void Small_numbers_are_told_apart(double value, string text, string unit)
    {
        var chart = new RelatednessChart(new TaskMatrix("affinity", ["A", "B"], new[,] { { 0, value }, { 0, 0 } }));
        var markup = new Markup();
        chart.Write(markup);

        chart.Unit.ShouldBe(unit);
        System.Xml.Linq.XElement.Parse(markup.ToString()).Descendants("text").Select(element => element.Value).ShouldContain(text);
    }

    [Fact]
    public void Shades_go_by_the_range_where_it_ends()
    {
        double[,] values = { { 1, 0.5 }, { 0.2, 1 } };
        string[] Shades(MatrixRange range)
        {
            var markup = new Markup();
            new RelatednessChart(new TaskMatrix("measure", ["A", "B"], values, range)).Write(markup);
            return [.. System.Xml.Linq.XElement.Parse(markup.ToString()).Descendants("rect").SelectMany(rect => rect.Attributes("fill-opacity")).Select(shade => shade.Value)];
        }

        Shades(MatrixRange.Share).ShouldBe(["0.5", "0.25", "0.1", "0.5"]);
        // The strongest pair has the strongest shade, whatever a task has with itself.
        Shades(MatrixRange.NonNegative).ShouldBe(["0.5", "0.5", "0.2", "0.5"]);
    }
}
