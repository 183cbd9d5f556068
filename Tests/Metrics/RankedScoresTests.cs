namespace MtlDsl.Tests;

/// <summary>Areas under curves: exact up to a number of rows, within the bound that they state beyond it, in whatever order the rows come.</summary>
public sealed class RankedScoresTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new[] { false, false, true, true }, 1.0)]
    [InlineData(new double[] { 4, 3, 2, 1 }, new[] { false, false, true, true }, 0.0)]
    [InlineData(new double[] { 7, 7, 7, 7 }, new[] { false, true, false, true }, 0.5)]
    [InlineData(new double[] { 1, 2, 2, 3 }, new[] { false, false, true, true }, 0.875)]
    [InlineData(new double[] { -0.0, 0.0 }, new[] { false, true }, 0.5)]
    [InlineData(new double[] { double.NegativeInfinity, 0, double.PositiveInfinity }, new[] { false, true, true }, 1.0)]
    [InlineData(new double[] { double.MinValue, -double.Epsilon, double.Epsilon, double.MaxValue }, new[] { false, false, true, true }, 1.0)]
    [InlineData(new double[] { 1, double.NaN }, new[] { false, true }, double.NaN)]
    [InlineData(new double[] { 1, 2 }, new[] { true, true }, null)]
    [InlineData(new double[] { 1, 2 }, new[] { false, false }, null)]
    [InlineData(new double[] { }, new bool[] { }, null)]
    public void The_area_is_the_closed_form(double[] scores, bool[] positives, double? expected) =>
        Rank(scores, positives).Auc.ShouldBe(expected);

    [Fact]
    public void Both_areas_are_their_definitions_with_ties()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            // On both sides of the number of rows from which digits are sorted by.
            var count = round < 40 ? random.Next(2, 60) : random.Next(500, 1000);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(8))];
            bool[] positives = [.. Enumerable.Range(0, count).Select(i => i == 0 || (i > 1 && random.Next(3) == 0))];

            var ranking = Rank(scores, positives);

            // Sums of a thousand terms in another order.
            ranking.Auc!.Value.ShouldBe(ExactAuc(scores, positives), 1e-14);
            ranking.AveragePrecision!.Value.ShouldBe(ExactAveragePrecision(scores, positives), 1e-14);
            (ranking.AucError, ranking.AveragePrecisionError).ShouldBe((0, 0));
        }
    }

    [Fact]
    public void All_rows_of_a_full_buffer_are_exact()
    {
        var rows = RankedScores.ExactRows(1);
        rows.ShouldBe(65_536);
        double[] scores = [.. Enumerable.Range(0, rows).Select(i => (double)i)];
        var ranking = Rank(scores, [.. scores.Select(score => score >= rows / 2)]);
        ranking.ShouldBe(new Ranking(1, 0, 1, 0));
        RankedScores.ExactRows(256).ShouldBe(65_536);
        RankedScores.ExactRows(1024).ShouldBe(16_384);
    }

    // The order of the rows, the share of positives, and what the bounds have to be below: a bin has at most a 512th of the rows above it as a rule, and
    // more come to overlap only where all new rows always fall into the same few bins.
    public static TheoryData<string, double, double> Streams() => new()
    {
        { "shuffled", 0.3, 0.002 }, { "shuffled", 0.001, 0.002 }, { "by label", 0.3, 0.002 }, { "by label", 0.001, 0.002 },
        { "by label, descending", 0.01, 0.002 }, { "by score", 0.1, 0.002 }, { "by score, descending", 0.1, 0.002 }, { "drifting", 0.2, 0.002 },
        { "few scores", 0.1, 1e-12 }, { "outliers", 0.05, 0.002 }, { "inwards", 0.2, 0.005 },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Beyond_the_exact_rows_the_areas_are_within_their_bound(string order, double positiveShare, double bound)
    {
        var (scores, positives) = Stream(order, positiveShare, rows: 400_000);

        var ranking = Rank(scores, positives);

        var (auc, averagePrecision) = (ExactAuc(scores, positives), ExactAveragePrecision(scores, positives));
        // 1e-12: rounding, where the bound itself is next to nothing.
        ranking.Auc!.Value.ShouldBe(auc, ranking.AucError + 1e-12);
        ranking.AveragePrecision!.Value.ShouldBe(averagePrecision, ranking.AveragePrecisionError + 1e-12);
        ranking.AucError.ShouldBeLessThan(bound);
        ranking.AveragePrecisionError.ShouldBeLessThan(2 * bound);
    }

    [Fact]
    public void The_number_of_bins_grows_with_the_logarithm_of_the_rows()
    {
        var random = new Random(3);
        ScoreBin[] bins = [];
        var keys = new ulong[65_536];
        var counts = new List<int>();
        for (var merge = 0; merge < 64; merge++)
        {
            foreach (ref var key in keys.AsSpan())
                key = (ulong)random.NextInt64();
            RadixSort.Sort(keys);
            bins = ScoreBins.Merge(bins, keys, RankedScores.BinShare(1));
            counts.Add(bins.Length);
        }
        bins.Sum(bin => bin.Count).ShouldBe(64 * 65_536);
        // A bin has half its share or more: 1024 ln(rows / 512) bins, and the 512 first rows.
        counts[^1].ShouldBeLessThan((int)(1024 * Math.Log(64 * 65_536 / 512.0)) + 1024);
        (counts[^1] - counts[31]).ShouldBeLessThan(1024);
    }

    [Fact]
    public void Computing_does_not_change_what_is_computed_later()
    {
        var (scores, positives) = Stream("drifting", 0.2, rows: 200_000);
        var (asked, unasked) = (new RankedScores(1), new RankedScores(1));
        for (var i = 0; i < scores.Length; i++)
        {
            asked.Add(scores[i], positives[i]);
            unasked.Add(scores[i], positives[i]);
            if (i % 30_000 == 0)
                asked.Compute();
        }
        asked.Compute().ShouldBe(unasked.Compute());
    }

    private static Ranking Rank(double[] scores, bool[] positives)
    {
        var ranked = new RankedScores(1);
        foreach (var (score, positive) in scores.Zip(positives))
            ranked.Add(score, positive);
        return ranked.Compute();
    }

    private static (double[] Scores, bool[] Positives) Stream(string order, double positiveShare, int rows)
    {
        var random = new Random(11);
        var all = Enumerable.Range(0, rows).Select(i =>
        {
            var positive = random.NextDouble() < positiveShare;
            var score = random.NextDouble() + random.NextDouble() + random.NextDouble() + (positive ? 0.7 : 0);
            var place = (double)i / rows;
            return (Score: order switch
            {
                "drifting" => score * 0.2 + place * 5,
                // Each row nearer to one score than those before it, on either side: new rows always fall between old ones.
                "inwards" => (i % 2 == 0 ? 1 : -1) * (1 - place) * (1 + 0.001 * score) + (positive ? 1e-7 : 0),
                "few scores" => Math.Round(score * 4),
                "outliers" => i % 1000 == 0 ? (i % 2000 == 0 ? 1e30 : -1e30) * score : score,
                _ => score,
            }, Positive: positive);
        }).ToArray();
        var ordered = order switch
        {
            "by label" => all.OrderBy(row => row.Positive),
            "by label, descending" => all.OrderByDescending(row => row.Positive),
            "by score" => all.OrderBy(row => row.Score),
            "by score, descending" => all.OrderByDescending(row => row.Score),
            _ => all.AsEnumerable(),
        };
        var list = ordered.ToArray();
        return ([.. list.Select(row => row.Score)], [.. list.Select(row => row.Positive)]);
    }

    private static double ExactAuc(double[] scores, bool[] positives)
    {
        double wins = 0, above = 0;
        foreach (var tie in Ties(scores, positives))
        {
            wins += tie.Negatives * (above + tie.Positives / 2.0);
            above += tie.Positives;
        }
        return wins / above / (scores.Length - above);
    }

    private static double ExactAveragePrecision(double[] scores, bool[] positives)
    {
        double sum = 0, above = 0, rows = 0;
        foreach (var tie in Ties(scores, positives))
        {
            above += tie.Positives;
            rows += tie.Positives + tie.Negatives;
            sum += tie.Positives * above / rows;
        }
        return sum / above;
    }

    private static IEnumerable<(double Positives, double Negatives)> Ties(double[] scores, bool[] positives) =>
        scores.Zip(positives).GroupBy(row => row.First).OrderByDescending(tie => tie.Key)
            .Select(tie => ((double)tie.Count(row => row.Second), (double)tie.Count(row => !row.Second)));
}
