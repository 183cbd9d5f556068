namespace MtlDsl.Tests;

/// <summary>By what trials are compared.</summary>
public sealed class SearchScoreTests
{
    private sealed record Metrics(JointMetrics Joint, MulticlassMetrics Digit, RegressionMetrics Age) : ModelMetrics(Joint)
    {
        public override IReadOnlyList<TaskResult> Tasks => [new(nameof(Digit), Digit), new(nameof(Age), Age)];
    }

    [Fact]
    public void Scores_are_of_one_model()
    {
        Metrics metrics = Of(accuracy: 0.8, rmse: 2, r2: 0.5);
        SearchScore.MeanScore.Of(metrics).ShouldBe(0.65);
        SearchScore.JointLoss.Of(metrics).ShouldBe(1.25);
        SearchScore.JointLoss.IsMaximized.ShouldBeFalse();
        SearchScore score = MonitoredMetric.Minimize((Metrics m) => m.Age.Rmse);
        (score.Of(metrics), score.Name, score.IsMaximized).ShouldBe((2, "Age.Rmse", false));
        SearchScore.DeltaM(new SingleTaskBaseline("M", [
            new BaselineTask("Digit", [new BaselineRun(0, Of(0.5, 0, 0).Digit)]), new BaselineTask("Age", [new BaselineRun(0, Of(0, 4, 0).Age)])]))
            // (0.8 - 0.5) / 0.5 and (4 - 2) / 4.
            .Of(metrics).ShouldBe((0.6 + 0.5) / 2, 1e-15);
    }

    [Fact]
    public void Ranks_go_by_the_direction_of_each_metric_and_equal_ones_share()
    {
        FoldResult[][] trials =
        [
            [Fold(Of(0.9, 3, 0))],                                   // 1.5 and 3
            [Fold(Of(0.8, 1, 0)), Fold(Of(1.0, 1, 0))],              // 1.5, by the mean over folds, and 1
            [Fold(Of(0.1, 2, 0))],                                   // 3 and 2
            [Fold(null)],
        ];
        double[] ranks = SearchScore.MeanRank.Of(trials);
        ranks.ShouldBe([2.25, 1.25, 2.5, double.NaN]);
        SearchScore.MeanRank.BestFirst(ranks).ShouldBe([1, 0, 2, 3]);
    }

    [Fact]
    public void What_is_undefined_comes_last_and_of_equal_ones_the_first_trial_first()
    {
        SearchScore.MeanScore.BestFirst([double.NaN, 1, 3, 1, double.NaN]).ShouldBe([2, 1, 3, 0, 4]);
        SearchScore.JointLoss.BestFirst([double.NaN, 1, 3, 1, double.NaN]).ShouldBe([1, 3, 2, 0, 4]);
    }

    private static Metrics Of(double accuracy, double rmse, double r2) =>
        new(new JointMetrics(1.25), new MulticlassMetrics(1, 10, accuracy, 0, 0, 0), new RegressionMetrics(1, 10, 0, rmse, r2));

    private static FoldResult Fold(Metrics? metrics) => new(0, 0, 0, 1, [1, 1], double.NaN, MetricsData.Of(metrics), metrics is null ? "diverged" : null, 0);
}
