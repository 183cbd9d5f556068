using Shouldly;
using Xunit;

namespace MtlDsl.Tests;

public class MainMetricTests
{
    private static readonly TaskMetrics[] All =
    [
        new MulticlassMetrics(0.1, 10, Accuracy: 0.2, F1: 0.3, Auc: 0.4, LogLoss: 0.5),
        new BinaryMetrics(0.1, 10, Accuracy: 0.2, F1: 0.3, Auc: 0.4, LogLoss: 0.5),
        new MultiLabelMetrics(0.1, 10, Accuracy: 0.2, F1: 0.3, Auc: 0.4, LogLoss: 0.5),
        new RegressionMetrics(0.1, 10, Mae: 0.2, Rmse: 0.3, R2: 0.4),
    ];

    [Fact]
    public void Every_kind_of_task_has_a_main_metric_with_a_direction() => All.Select(metrics => metrics.Main).ShouldBe(
    [
        new MetricValue("accuracy", 0.2),
        new MetricValue("AUC", 0.4),
        new MetricValue("AUC", 0.4),
        new MetricValue("RMSE", 0.3, HigherIsBetter: false),
    ]);

    [Fact]
    public void The_main_metric_is_one_of_the_values()
    {
        foreach (var metrics in All)
            metrics.Values.ShouldContain(metrics.Main);
    }

    [Fact]
    public void Only_losses_and_errors_are_better_where_they_are_lower() =>
        All.SelectMany(metrics => metrics.Values).Where(metric => !metric.HigherIsBetter).Select(metric => metric.Name).Distinct()
            .ShouldBe(["log loss", "MAE", "RMSE"]);

    [Fact]
    public void The_score_goes_from_0_to_1()
    {
        All.Select(metrics => metrics.Score).ShouldBe([0.2, 0.4, 0.4, 0.4]);
        new RegressionMetrics(0.1, 10, Mae: 0.2, Rmse: 0.3, R2: -5).Score.ShouldBe(0);
    }

    [Fact]
    public void What_was_not_measured_has_no_score()
    {
        new MulticlassAccumulator(3).Compute().Score.ShouldBe(double.NaN);
        new BinaryAccumulator().Compute().Score.ShouldBe(double.NaN);
        new MultiLabelAccumulator(2).Compute().Score.ShouldBe(double.NaN);
        new RegressionAccumulator(1).Compute().Score.ShouldBe(double.NaN);
    }
}
