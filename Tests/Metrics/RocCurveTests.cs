using Shouldly;
using Xunit;

namespace MtlDsl.Tests;

public class RocCurveTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new[] { false, false, true, true }, 1)]
    [InlineData(new double[] { 4, 3, 2, 1 }, new[] { false, false, true, true }, 0)]
    [InlineData(new double[] { 7, 7, 7, 7 }, new[] { false, true, false, true }, 0.5)]
    [InlineData(new double[] { 1, 2, 2, 3 }, new[] { false, false, true, true }, 0.875)]
    [InlineData(new double[] { double.NegativeInfinity, 0, double.PositiveInfinity }, new[] { false, true, true }, 1)]
    [InlineData(new double[] { 1, 2 }, new[] { true, true }, double.NaN)]
    [InlineData(new double[] { 1, 2 }, new[] { false, false }, double.NaN)]
    [InlineData(new double[] { 1, double.NaN }, new[] { false, true }, double.NaN)]
    [InlineData(new double[] { }, new bool[] { }, double.NaN)]
    public void The_area_is_the_closed_form(double[] scores, bool[] positives, double expected) =>
        RocCurve.Area([.. scores], [.. positives]).ShouldBe(expected);

    [Fact]
    public void The_area_is_the_share_of_pairs_in_order_with_ties_as_halves()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var count = random.Next(2, 60);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(8))];
            bool[] positives = [.. Enumerable.Range(0, count).Select(i => i == 0 || (i > 1 && random.Next(3) == 0))];
            var pairs =
                (from i in Enumerable.Range(0, count) where positives[i]
                 from j in Enumerable.Range(0, count) where !positives[j]
                 select scores[i] > scores[j] ? 1.0 : scores[i] == scores[j] ? 0.5 : 0).ToList();

            // Sums of halves are exact; the two divisions may round apart.
            RocCurve.Area(scores, positives).ShouldBe(pairs.Average(), 1e-15);
        }
    }

    [Fact]
    public void The_ranks_of_a_million_rows_do_not_overflow()
    {
        const int Rows = 1_000_000;
        double[] scores = [.. Enumerable.Range(0, Rows).Select(i => (double)i)];
        bool[] positives = [.. Enumerable.Range(0, Rows).Select(i => i >= Rows / 2)];
        RocCurve.Area(scores, positives).ShouldBe(1);
    }
}
