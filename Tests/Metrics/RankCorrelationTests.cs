namespace MtlDsl.Tests;

public sealed class RankCorrelationTests
{
    [Theory]
    [InlineData(new float[] { 1, 2, 3, 4 }, new float[] { 10, 20, 30, 1e30f }, 1.0)]
    [InlineData(new float[] { -1, -2, 3, 4 }, new float[] { 4, 3, 2, 1 }, -0.8)]
    [InlineData(new float[] { float.NegativeInfinity, -0f, 0f, float.PositiveInfinity }, new float[] { 1, 2, 2, 3 }, 1.0)]
    [InlineData(new float[] { 1, 2, float.NaN }, new float[] { 1, 2, 3 }, double.NaN)]
    [InlineData(new float[] { 1, 1, 1 }, new float[] { 1, 2, 3 }, null)]
    [InlineData(new float[] { 1 }, new float[] { 2 }, null)]
    public void The_correlation_is_the_closed_form(float[] left, float[] right, double? expected)
    {
        var correlation = new RankCorrelation(1);
        foreach (var (x, y) in left.Zip(right))
            correlation.Add(x, y);
        // Ranks are exact; the two roots may round.
        if (expected is { } number && !double.IsNaN(number))
            correlation.Compute()!.Value.ShouldBe(number, 1e-15);
        else
            correlation.Compute().ShouldBe(expected);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void Beyond_the_exact_rows_a_sample_of_them_tells_nearly_the_same_in_any_order(double dependence)
    {
        var rows = 3 * RankCorrelation.ExactRows(1);
        var random = new Random(7);
        (float X, float Y)[] pairs = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() is var x && random.NextDouble() < dependence
            ? ((float)x, (float)x) : ((float)x, (float)random.NextDouble()))];
        // Of uniform numbers, one the other with a probability: that probability.
        foreach (var order in (IEnumerable<(float X, float Y)>[])[pairs, pairs.OrderBy(pair => pair.X), pairs.OrderByDescending(pair => pair.Y)])
        {
            var correlation = new RankCorrelation(1);
            foreach (var (x, y) in order)
                correlation.Add(x, y);
            // Four standard errors of a sample of 262,144, and of the rows themselves.
            correlation.Compute()!.Value.ShouldBe(dependence, 4 * (1.4 / 512 + 1.4 / 886));
        }
    }

    [Fact]
    public void Every_row_has_the_same_chance_to_be_in_the_sample()
    {
        RankCorrelation.ExactRows(1).ShouldBe(262_144);
        RankCorrelation.ExactRows(64).ShouldBe(65_536);
        // Positions of rows as both numbers: sampled evenly, the first half of the rows makes half of the sample, whose ranks these are.
        const int Width = 1024;
        var rows = 8 * RankCorrelation.ExactRows(Width);
        var correlation = new RankCorrelation(Width);
        for (var i = 0; i < rows; i++)
            correlation.Add(i < rows / 2 ? 0 : 1, i);
        // Spearman's correlation of a step in the middle with the positions is √3 / 2, and in the share p of the way √(3 p (1 - p)): at p = 0.45 already
        // 0.005 less. Four standard deviations of the share among 4096 rows are 0.03.
        correlation.Compute()!.Value.ShouldBe(Math.Sqrt(0.75), 0.005);
    }
}
