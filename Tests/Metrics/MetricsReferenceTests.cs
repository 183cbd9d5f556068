using System.Text.Json;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>The metrics of 200 rows with tied scores, against scikit-learn's.</summary>
public class MetricsReferenceTests
{
    // Both are computed in float64 from the same float32 scores; only the order of the sums differs.
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Reference =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "metrics.json"))).RootElement;

    // Batches of unequal size, one of them a single row.
    private static readonly (int Start, int Length)[] Batches = [(0, 64), (64, 1), (65, 135)];

    [Fact]
    public void Binary_metrics_are_those_of_scikit_learn()
    {
        var reference = Reference.GetProperty("binary");
        using var scope = NewDisposeScope();
        var logits = tensor(Singles(reference, "logits")).reshape(-1, 1);
        var targets = tensor(Singles(reference, "targets")).reshape(-1, 1);

        var accumulator = new BinaryAccumulator();
        foreach (var (start, length) in Batches)
            accumulator.Update(logits.narrow(0, start, length), targets.narrow(0, start, length), null, tensor((float)start));
        var metrics = accumulator.Compute();

        metrics.Count.ShouldBe(200);
        metrics.Accuracy.ShouldBe(Expected(reference, "accuracy"), Tolerance);
        metrics.F1.ShouldBe(Expected(reference, "f1"), Tolerance);
        metrics.Auc.ShouldBe(Expected(reference, "roc_auc"), Tolerance);
        metrics.LogLoss.ShouldBe(Expected(reference, "log_loss"), Tolerance);
        metrics.Precision.ShouldBe(Expected(reference, "precision"), Tolerance);
        metrics.Recall.ShouldBe(Expected(reference, "recall"), Tolerance);
        metrics.AveragePrecision.ShouldBe(Expected(reference, "average_precision"), Tolerance);
        metrics.Kappa.ShouldBe(Expected(reference, "cohen_kappa"), Tolerance);
        metrics.Matthews.ShouldBe(Expected(reference, "matthews"), Tolerance);
        ShouldBe(metrics.Confusion, reference.GetProperty("confusion"));
        ShouldBe(metrics.Calibration, reference.GetProperty("calibration"));
        (metrics.AucError, metrics.AveragePrecisionError).ShouldBe((0, 0));
        metrics.Loss.ShouldBe((64 * 0 + 1 * 64 + 135 * 65) / 200.0, Tolerance);
    }

    [Fact]
    public void Multiclass_metrics_are_those_of_scikit_learn()
    {
        var reference = Reference.GetProperty("multi_class");
        using var scope = NewDisposeScope();
        var logits = tensor(Singles(reference, "logits")).reshape(200, 4);
        var targets = tensor(Singles(reference, "targets")).to_type(ScalarType.Int64);

        var accumulator = new MulticlassAccumulator(4);
        foreach (var (start, length) in Batches)
            accumulator.Update(logits.narrow(0, start, length), targets.narrow(0, start, length), null, tensor(0f));
        var metrics = accumulator.Compute();

        metrics.Count.ShouldBe(200);
        metrics.Accuracy.ShouldBe(Expected(reference, "accuracy"), Tolerance);
        metrics.F1.ShouldBe(Expected(reference, "macro_f1"), Tolerance);
        metrics.Auc.ShouldBe(Expected(reference, "roc_auc_one_vs_rest_macro"), Tolerance);
        metrics.LogLoss.ShouldBe(Expected(reference, "log_loss"), Tolerance);
        metrics.AveragePrecision.ShouldBe(Expected(reference, "average_precision_macro"), Tolerance);
        ShouldBe(metrics.Macro, reference.GetProperty("macro"));
        ShouldBe(metrics.Micro, reference.GetProperty("micro"));
        ShouldBe(metrics.Weighted, reference.GetProperty("weighted"));
        for (var k = 1; k < 4; k++)
            metrics.Ranks!.TopAccuracy(k).ShouldBe(reference.GetProperty("top_accuracy")[k - 1].GetDouble(), Tolerance);
        metrics.Ranks!.TopAccuracy(4).ShouldBe(1);
        metrics.Kappa.ShouldBe(Expected(reference, "cohen_kappa"), Tolerance);
        metrics.Matthews.ShouldBe(Expected(reference, "matthews"), Tolerance);
        ShouldBe(metrics.Confusion, reference.GetProperty("confusion"));
        ShouldBe(metrics.Calibration, reference.GetProperty("calibration"));
        (metrics.AucError, metrics.AveragePrecisionError).ShouldBe((0, 0));
    }

    [Fact]
    public void Multi_label_metrics_are_those_of_scikit_learn()
    {
        var reference = Reference.GetProperty("multi_label");
        using var scope = NewDisposeScope();
        var logits = tensor(Singles(reference, "logits")).reshape(200, 3);
        var targets = tensor(Singles(reference, "targets")).reshape(200, 3);

        var accumulator = new MultiLabelAccumulator(3);
        foreach (var (start, length) in Batches)
            accumulator.Update(logits.narrow(0, start, length), targets.narrow(0, start, length), null, tensor(0f));
        var metrics = accumulator.Compute();

        metrics.Accuracy.ShouldBe(Expected(reference, "accuracy"), Tolerance);
        metrics.F1.ShouldBe(metrics.Macro.F1);
        metrics.Auc.ShouldBe(Expected(reference, "roc_auc_macro"), Tolerance);
        metrics.AveragePrecision.ShouldBe(Expected(reference, "average_precision_macro"), Tolerance);
        metrics.LogLoss.ShouldBe(Expected(reference, "log_loss"), Tolerance);
        ShouldBe(metrics.Macro, reference.GetProperty("macro"));
        ShouldBe(metrics.Micro, reference.GetProperty("micro"));
        ShouldBe(metrics.Weighted, reference.GetProperty("weighted"));
        ShouldBe(metrics.Calibration, reference.GetProperty("calibration"));
    }

    [Fact]
    public void Regression_metrics_are_those_of_scikit_learn()
    {
        var reference = Reference.GetProperty("regression");
        using var scope = NewDisposeScope();
        var predictions = tensor(Singles(reference, "predictions")).reshape(-1, 1);
        var targets = tensor(Singles(reference, "targets")).reshape(-1, 1);

        var accumulator = new RegressionAccumulator(1);
        foreach (var (start, length) in Batches)
            accumulator.Update(predictions.narrow(0, start, length), targets.narrow(0, start, length), null, tensor(0f));
        var metrics = accumulator.Compute();

        metrics.Mae.ShouldBe(Expected(reference, "mean_absolute_error"), Tolerance);
        metrics.Rmse.ShouldBe(Expected(reference, "root_mean_squared_error"), Tolerance);
        metrics.R2.ShouldBe(Expected(reference, "r2"), Tolerance);
        metrics.Mape.ShouldBe(Expected(reference, "mean_absolute_percentage_error"), Tolerance);
        metrics.Spearman.ShouldBe(Expected(reference, "spearman"), Tolerance);
    }

    private static void ShouldBe(PrecisionRecall actual, JsonElement expected)
    {
        actual.Precision.ShouldBe(expected[0].GetDouble(), Tolerance);
        actual.Recall.ShouldBe(expected[1].GetDouble(), Tolerance);
        actual.F1.ShouldBe(expected[2].GetDouble(), Tolerance);
    }

    private static void ShouldBe(ConfusionMatrix? actual, JsonElement expected)
    {
        actual!.Counts.ShouldBe(Numbers(expected).Select(count => (long)count));
        actual.Classes.ShouldBe(expected.GetArrayLength());
        actual[0, 1].ShouldBe(expected[0][1].GetInt64());
    }

    private static void ShouldBe(Calibration? actual, JsonElement expected)
    {
        actual!.Bins.Select(bin => bin.Count).ShouldBe(Numbers(expected.GetProperty("counts")).Select(count => (long)count));
        var filled = actual.Bins.Where(bin => bin.Count > 0).ToList();
        filled.Select(bin => bin.MeanConfidence).ShouldBe(Numbers(expected.GetProperty("mean_confidences")), Tolerance);
        filled.Select(bin => bin.Accuracy).ShouldBe(Numbers(expected.GetProperty("accuracies")), Tolerance);
        actual.Bins.Where(bin => bin.Count == 0).ShouldAllBe(bin => double.IsNaN(bin.MeanConfidence) && double.IsNaN(bin.Accuracy));
        actual.ExpectedError.ShouldBe(Expected(expected, "expected_error"), Tolerance);
    }

    private static float[] Singles(JsonElement element, string name) => [.. Numbers(element.GetProperty(name)).Select(value => (float)value)];

    /// <summary>The numbers of an array, or of an array of arrays, in row-major order.</summary>
    private static IEnumerable<double> Numbers(JsonElement array) =>
        array.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? Numbers(item) : [item.GetDouble()]);

    private static double Expected(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
