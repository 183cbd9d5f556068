using System.Globalization;
using Shouldly;
using Xunit;

namespace MtlDsl.Tests;

public class MetricsTextTests
{
    private sealed record Metrics(JointMetrics Joint, MulticlassMetrics Digit, RegressionMetrics Age) : ModelMetrics(Joint)
    {
        public override IReadOnlyList<TaskResult> Tasks => [new(nameof(Digit), Digit), new(nameof(Age), Age)];
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Metrics_are_readable_and_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            var metrics = new Metrics(
                new JointMetrics(1.25),
                new MulticlassMetrics(0.27134, 1000, 0.9312, 0.93, double.NaN, 0.25),
                new RegressionMetrics(0.5, 12, 1234.56, 0.001, -1.5));

            metrics.ToString().Split(Environment.NewLine).ShouldBe(
            [
                "Joint: loss 1.25",
                "Digit: loss 0.2713, accuracy 0.9312, F1 0.93, AUC NaN, log loss 0.25 (1000 rows)",
                "Age: loss 0.5, MAE 1235, RMSE 0.001, R² -1.5 (12 rows)",
            ]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Metrics_with_the_same_values_are_equal() =>
        new BinaryMetrics(1, 2, 3, 4, double.NaN, 6).ShouldBe(new BinaryMetrics(1, 2, 3, 4, double.NaN, 6));
}
