using System.Globalization;

namespace MtlDsl.Tests;

/// <summary>What is said of trials.</summary>
public sealed class WeightSearchResultTests
{
    private static readonly ExampleTrial[] Trials =
    [
        new([1, 1], [[0.75, 2], [0.85, 2.5]]),
        new([1.25, 0.75], [[0.9, 3.5], [0.9, 3.5]]) { Rung = 1, Epochs = 30 },
        new([0.5, 1.5], [[0.7, 2.5], [0.8, 2.5]]),
        new([2, 0], [[0.7, 1], null]),
    ];

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_table_has_the_best_first_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            // Deviations with n - 1 of two numbers: their distance / √2. Scores: the mean of the accuracy and of 1 - RMSE / 4.
            ExampleSearches.Of(SearchScore.MeanScore, ["Digit", "Age"], Trials).ToString().ShouldBe(
                """
                trial  weight Digit  weight Age  epochs  Digit accuracy     Age RMSE       mean score  Pareto
                    2          1.25        0.75      30         0.9 ± 0      3.5 ± 0       0.5125 ± 0       *
                    1             1           1      10     0.8 ± 0.071  2.25 ± 0.35  0.6188 ± 0.0088       *
                    3           0.5         1.5      10    0.75 ± 0.071      2.5 ± 0   0.5625 ± 0.035
                    4             2           0      10             NaN          NaN         diverged

                """);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void One_fold_has_no_deviation() => ExampleSearches.Of(SearchScore.JointLoss, ["Digit", "Age"], new ExampleTrial([1, 1], [[0.75, 2]])).ToString().ShouldBe(
        """
        trial  weight Digit  weight Age  epochs  Digit accuracy  Age RMSE  joint loss  Pareto
            1             1           1      10            0.75         2        2.75       *

        """);

    [Fact]
    public void Trials_are_ordered_by_their_rounds_and_scores()
    {
        WeightSearchResult result = ExampleSearches.Of(SearchScore.MeanScore, ["Digit", "Age"], Trials);

        result.Trials.Select(trial => trial.Number).ShouldBe([2, 1, 3, 4]);
        result.Best.Number.ShouldBe(2);
        result.ParetoFront.Select(trial => trial.Number).ShouldBe([2, 1]);
        WeightTrial first = result.Trials[1];
        first.Metrics[0].Values.ShouldBe([0.75, 0.85]);
        first.Metrics[0].Mean.ShouldBe(0.8);
        first.Metrics[0].Deviation.ShouldBe(0.1 / Math.Sqrt(2), 1e-15);
        (first.Metrics[1].Name, first.Metrics[1].HigherIsBetter).ShouldBe(("RMSE", false));
        first.Folds[1][0].Metrics.ShouldBeOfType<MulticlassMetrics>().Accuracy.ShouldBe(0.85);
        first.Duration.ShouldBe(TimeSpan.FromSeconds(2));
        result.Trials[3].Problem.ShouldBe("The loss is not finite.");
        result.Trials[3].Folds[1].ShouldBeEmpty();
    }

    [Fact]
    public void Ranks_are_among_those_that_were_trained_as_long() =>
        ExampleSearches.Of(SearchScore.MeanRank, ["Digit", "Age"], Trials).Trials.Select(trial => (trial.Number, trial.Score)).ShouldBe(
            [(2, 1), (1, 1), (3, 2), (4, double.NaN)]);

    [Fact]
    public void Where_all_diverged_that_is_said() => Should.Throw<InvalidOperationException>(
        () => ExampleSearches.Of(SearchScore.MeanScore, ["Digit", "Age"], new ExampleTrial([1, 1], [null]))).Message
        .ShouldBe("Training diverged in all 1 trials; in the first one: The loss is not finite.");
}
