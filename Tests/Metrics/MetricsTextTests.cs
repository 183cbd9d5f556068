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
    public void Metrics_with_the_same_values_are_equal()
    {
        static BinaryMetrics Metrics(long count, double confidence) => new(1, 2, 3, 4, double.NaN, 6)
        {
            Confusion = new ConfusionMatrix(2, [1, 2, 3, count]),
            Calibration = new Calibration([new CalibrationBin(1, confidence, double.NaN)], double.NaN),
        };

        Metrics(4, double.NaN).ShouldBe(Metrics(4, double.NaN));
        Metrics(4, double.NaN).GetHashCode().ShouldBe(Metrics(4, double.NaN).GetHashCode());
        Metrics(4, 0.5).ShouldNotBe(Metrics(5, 0.5));
        Metrics(4, 0.5).ShouldNotBe(Metrics(4, 0.25));
        new LabelRanks([1, 2], 3).ShouldBe(new LabelRanks([1, 2], 3));
        new LabelRanks([1, 2], 3).ShouldNotBe(new LabelRanks([1, 1], 3));
    }

    [Fact]
    public void A_confusion_matrix_is_read_by_actual_and_predicted_class()
    {
        var matrix = new ConfusionMatrix(2, [50, 3, 1, 46]);
        (matrix[0, 1], matrix[1, 0]).ShouldBe((3, 1));
        matrix.ToString().ShouldBe("[[50, 3], [1, 46]]");
        Should.Throw<ArgumentOutOfRangeException>(() => matrix[0, 2]);
        Should.Throw<ArgumentOutOfRangeException>(() => matrix[-1, 0]);
        Should.Throw<ArgumentException>(() => new ConfusionMatrix(2, [1, 2, 3])).Message
            .ShouldStartWith("3 counts are given for 2 classes: it takes 2 x 2 = 4.");
    }

    [Fact]
    public void Parts_of_metrics_are_readable()
    {
        new LabelRanks([2, 1, 1, 0], 4).ToString().ShouldBe("top 1: 0.5, top 3: 1");
        new Calibration(new CalibrationBin[15], 0.03125).ToString().ShouldBe("expected calibration error 0.03125 (15 bins)");
        Should.Throw<ArgumentOutOfRangeException>(() => new LabelRanks([1], 1).TopAccuracy(0));
    }
}
