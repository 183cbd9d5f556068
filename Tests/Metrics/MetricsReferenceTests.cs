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
        metrics.Loss.ShouldBe((64 * 0 + 1 * 64 + 135 * 65) / 200.0, Tolerance);
    }

    [Fact]
    public void Multiclass_metrics_are_those_of_scikit_learn()
    {
        var reference = Reference.GetProperty("multi_class");
        using var scope = NewDisposeScope();
        var logits = tensor([.. reference.GetProperty("logits").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(x => x.GetSingle())])
            .reshape(200, 4);
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
    }

    private static float[] Singles(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    private static double Expected(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
