using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace MtlDsl.Tests;

public sealed class ColumnSummaryTests
{
    private static readonly JsonElement Figures = Reference.Load("splits");

    // Sums in float64, rounded to float32: half a unit in its last place.
    private const double Tolerance = 6e-8;

    [Fact]
    public void Statistics_of_features_are_those_of_scikit_learn()
    {
        var column = new FeatureColumn("Features", 2, 2);
        float[] values = Figures.GetProperty("features").Floats();
        for (var start = 0; start < values.Length; start += 4)
            column.Add(values.AsSpan(start, 4));

        var (mean, deviation) = column.Summarize().Statistics();

        for (var i = 0; i < 4; i++)
        {
            (mean[i] / Figures.GetProperty("mean")[i].GetDouble()).ShouldBe(1, Tolerance);
            // StandardScaler takes a number of one value, of deviation 0, to have deviation 1, as is done here.
            (deviation[i] / Figures.GetProperty("deviation")[i].GetDouble()).ShouldBe(1, Tolerance);
        }
    }

    [Fact]
    public void Balanced_weights_are_those_of_scikit_learn()
    {
        var column = new ClassColumn("Class", 5);
        foreach (float label in Figures.GetProperty("classes").Floats())
            column.Add((int)label);

        float[] weights = column.Summarize().BalancedWeights();

        for (var c = 0; c < 5; c++)
            (weights[c] / Figures.GetProperty("balanced")[c].GetDouble()).ShouldBe(1, Tolerance);
    }

    [Fact]
    public void A_class_that_does_not_occur_weighs_1_and_is_not_counted()
    {
        var column = new ClassColumn("Class", 4);
        foreach (int? label in new int?[] { 0, 0, 0, 2, null, null })
            column.Add(label);

        // 4 labelled rows of 2 classes: 4 / (2 · 3) and 4 / (2 · 1).
        column.Summarize().BalancedWeights().ShouldBe([2 / 3f, 1, 2, 1]);
    }

    [Fact]
    public void A_positive_answer_weighs_the_negative_ones_for_each()
    {
        var spam = new BinaryColumn("Spam");
        foreach (bool? label in new bool?[] { true, false, false, null, false })
            spam.Add(label);
        var topics = new MultiLabelColumn("Topics", 3);
        topics.Add([true, false, true]);
        topics.Add(null);
        topics.Add([true, true, false]);
        topics.Add([false, true, false]);
        var always = new BinaryColumn("Always");
        always.Add(true);

        spam.Summarize().BalancedWeights().ShouldBe([3]);
        topics.Summarize().BalancedWeights().ShouldBe([0.5f, 0.5f, 2]);
        always.Summarize().BalancedWeights().ShouldBe([1]);
    }

    [Fact]
    public void Merged_summaries_are_those_of_all_rows() =>
        Prop.ForAll<float[], byte>((numbers, cut) =>
        {
            // Of one magnitude, as the tolerance asks; NaN is a missing number.
            float[] values = [.. numbers.Select(number => float.IsFinite(number) ? number % 1000 : float.NaN)];
            var half = values.Length == 0 ? 0 : cut % values.Length;
            var (mean, deviation) = NumberSummary.Of("Number", values.AsSpan(0, half), 1).Merge(NumberSummary.Of("Number", values.AsSpan(half), 1)).Statistics();
            var (expectedMean, expectedDeviation) = NumberSummary.Of("Number", values, 1).Statistics();
            ((double)mean[0]).ShouldBe(expectedMean[0], 1000 * Tolerance);
            ((double)deviation[0]).ShouldBe(expectedDeviation[0], 1000 * Tolerance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Constant_numbers_have_deviation_1_in_parts_too()
    {
        var (mean, deviation) = NumberSummary.Of("Number", [0.1f, 0.1f, 0.1f], 1).Merge(NumberSummary.Of("Number", [0.1f, float.NaN], 1)).Statistics();

        (mean[0], deviation[0]).ShouldBe((0.1f, 1f));
    }

    [Fact]
    public void What_has_no_statistics_says_so()
    {
        var value = new RealColumn("Value");
        var spam = new BinaryColumn("Spam");
        var features = new FeatureColumn("Features", 3);

        Should.Throw<ArgumentException>(() => value.Summarize()).Message.ShouldStartWith("Value holds labels that are numbers");
        Should.Throw<ArgumentException>(() => spam.Summarize().Statistics()).Message.ShouldBe("Spam holds labels, and only inputs are standardised.");
        Should.Throw<ArgumentException>(() => features.Summarize().BalancedWeights()).Message.ShouldBe("Features holds no classes, and only those can be balanced.");
    }
}
