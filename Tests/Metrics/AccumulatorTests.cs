using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Closed forms, masks and undefined cases; a test has its own scope.</summary>
public sealed class AccumulatorTests : IDisposable
{
    // Sums of a few doubles in another order.
    private const double Tolerance = 1e-14;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Multiclass_metrics_leave_out_what_is_undefined()
    {
        // Class 2 is neither labelled nor predicted; class 3 is predicted once and never labelled.
        var metrics = Multiclass(4, [[5, 0, -9, 0], [0, 5, -9, 0], [0, 0, -9, 5], [0, 5, -9, 0]], [0, 1, 0, 1]);

        metrics.Accuracy.ShouldBe(0.75);
        // F1 of class 0 is 2/3, of class 1 it is 1, of class 3 it is 0; class 2 has none.
        metrics.F1.ShouldBe((2 / 3.0 + 1 + 0) / 3, Tolerance);
        // Class 0: of its pairs (rows 0 and 2 over rows 1 and 3), row 2 ties with both. Class 1: all in order. Classes 2, 3: none.
        metrics.Auc.ShouldBe((0.75 + 1) / 2, Tolerance);
    }

    [Fact]
    public void Multiclass_log_loss_is_exact_for_sure_and_for_impossible_classes()
    {
        Multiclass(2, [[0, 0], [0, 0]], [0, 1]).LogLoss.ShouldBe(Math.Log(2), Tolerance);
        // log(1 + exp(-40)) = exp(-40), which a naive log-softmax rounds to 0.
        Multiclass(2, [[40, 0]], [0]).LogLoss.ShouldBe(Math.Exp(-40), 1e-15 * Math.Exp(-40));
        Multiclass(2, [[1000, -1000]], [1]).LogLoss.ShouldBe(2000);
        Multiclass(2, [[0, float.NegativeInfinity]], [1]).LogLoss.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Rows_without_a_label_are_left_out()
    {
        var accumulator = new MulticlassAccumulator(2);
        var output = tensor(new float[] { 1, 0, 0, 1, float.NaN, 0 }).reshape(3, 2);
        accumulator.Update(output, tensor(new long[] { 0, 0, 0 }), tensor(new float[] { 1, 1, 0 }), tensor(3f));
        accumulator.Update(output, tensor(new long[] { 0, 0, 0 }), tensor(new float[] { 0, 0, 0 }), tensor(float.NaN));
        accumulator.Update(output, tensor(new long[] { 0, 0, 0 }), tensor(new float[] { 1, 0, 0 }), tensor(6f));
        var metrics = accumulator.Compute();

        metrics.Count.ShouldBe(3);
        metrics.Accuracy.ShouldBe(2 / 3.0);
        metrics.Loss.ShouldBe((2 * 3 + 1 * 6) / 3.0);
        metrics.Auc.ShouldBe(double.NaN);
    }

    [Fact]
    public void Weights_count_in_the_loss_alone()
    {
        var accumulator = new BinaryAccumulator();
        var (output, target) = (tensor(new float[] { 1, -1, 1 }).reshape(3, 1), tensor(new float[] { 1, 0, 0 }).reshape(3, 1));
        accumulator.Update(output, target, tensor(new float[] { 0.5f, 2, 0.25f }), tensor(4f));
        accumulator.Update(output, target, tensor(new float[] { 0, 1.25f, 0 }), tensor(2f));
        var metrics = accumulator.Compute();

        metrics.Loss.ShouldBe((2.75 * 4 + 1.25 * 2) / 4);
        metrics.Count.ShouldBe(4);
        metrics.Accuracy.ShouldBe(0.75);
        metrics.Confusion.ShouldBe(new ConfusionMatrix(2, [2, 1, 0, 1]));
    }

    [Fact]
    public void An_output_of_NaN_is_wrong_and_no_number_hides_it()
    {
        var metrics = Multiclass(2, [[1, 0], [0, 1], [float.NaN, 9]], [0, 1, 1]);
        metrics.Accuracy.ShouldBe(2 / 3.0);
        metrics.F1.ShouldBe((1 + 2 / 3.0) / 2, Tolerance);
        metrics.Auc.ShouldBe(double.NaN);
        metrics.LogLoss.ShouldBe(double.NaN);
        metrics.AveragePrecision.ShouldBe(double.NaN);
        metrics.Calibration!.ExpectedError.ShouldBe(double.NaN);
        metrics.Calibration.Bins.Sum(bin => bin.Count).ShouldBe(2);
        metrics.Confusion.ShouldBe(new ConfusionMatrix(2, [1, 0, 0, 1]));
        metrics.Ranks!.TopAccuracy(2).ShouldBe(2 / 3.0);
        (metrics.Micro.Precision, metrics.Micro.Recall).ShouldBe((1, 2 / 3.0));
        // As if the row were predicted as a third class: 3 · 2 - (1 · 1 + 2 · 1) of 9 - 3, and of the root of (9 - 5) (9 - 3).
        metrics.Kappa.ShouldBe(3 / 6.0, Tolerance);
        metrics.Matthews.ShouldBe(3 / Math.Sqrt(24), Tolerance);

        var binary = Binary([float.NaN, float.NaN, 1], [1, 0, 1]);
        binary.Accuracy.ShouldBe(1 / 3.0);
        binary.F1.ShouldBe(2 / 4.0);
        binary.Auc.ShouldBe(double.NaN);
        binary.LogLoss.ShouldBe(double.NaN);
        binary.Calibration!.ExpectedError.ShouldBe(double.NaN);
        binary.Confusion.ShouldBe(new ConfusionMatrix(2, [0, 1, 1, 1]));

        var labels = new MultiLabelAccumulator(2);
        labels.Update(tensor(new float[] { 1, 1, -1, float.NaN }).reshape(2, 2), tensor(new float[] { 1, 1, 0, 0 }).reshape(2, 2), null, tensor(0f));
        labels.Compute().Auc.ShouldBe(double.NaN);
    }

    [Fact]
    public void Binary_metrics_of_one_class_have_no_auc()
    {
        var metrics = Binary([-1, -2], [0, 0]);
        metrics.Accuracy.ShouldBe(1);
        metrics.F1.ShouldBe(0);
        metrics.Auc.ShouldBe(double.NaN);
        (metrics.Precision, metrics.Recall, metrics.AveragePrecision).ShouldBe((0, 0, double.NaN));
        (metrics.Kappa, metrics.Matthews).ShouldBe((double.NaN, 0));
        metrics.LogLoss.ShouldBe((Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(-2))) / 2, Tolerance);
        // A probability of exactly one half is a yes, as in a prediction.
        Binary([0], [1]).Accuracy.ShouldBe(1);
        Binary([1000], [0]).LogLoss.ShouldBe(1000);
    }

    [Fact]
    public void Multi_label_metrics_are_means_over_labels()
    {
        // Label 0 is perfect; label 1 is predicted always and right once; label 2 is never there and never predicted.
        var accumulator = new MultiLabelAccumulator(3);
        accumulator.Update(
            tensor(new float[] { 2, 1, -1, -2, 3, -1 }).reshape(2, 3), tensor(new float[] { 1, 1, 0, 0, 0, 0 }).reshape(2, 3), null, tensor(0.5f));
        var metrics = accumulator.Compute();

        metrics.Count.ShouldBe(2);
        metrics.Loss.ShouldBe(0.5);
        metrics.Accuracy.ShouldBe(5 / 6.0);
        metrics.F1.ShouldBe((1 + 2 / 3.0 + 0) / 3, Tolerance);
        metrics.Auc.ShouldBe((1 + 0) / 2.0);
        var expected = ((double[])[-2, -1, -1, -2, 3, -1]).Sum(x => Math.Log(1 + Math.Exp(x))) / 6;
        metrics.LogLoss.ShouldBe(expected, Tolerance);
    }

    [Fact]
    public void Regression_metrics_are_over_all_numbers_and_R2_over_those_that_vary()
    {
        var accumulator = new RegressionAccumulator(2);
        accumulator.Update(
            tensor(new float[] { 1, 5, 3, 5, 5, 8 }).reshape(3, 2), tensor(new float[] { 2, 5, 3, 5, 4, 5 }).reshape(3, 2), null, tensor(1f));
        var metrics = accumulator.Compute();

        metrics.Mae.ShouldBe(5 / 6.0);
        metrics.Rmse.ShouldBe(Math.Sqrt(11 / 6.0), Tolerance);
        // The first number: errors 1, 0, 1 and labels 2, 3, 4; the second has one label throughout.
        metrics.R2.ShouldBe(1 - 2 / 2.0, Tolerance);
    }

    [Fact]
    public void R2_keeps_its_digits_far_from_zero_and_is_NaN_for_a_constant()
    {
        RegressionMetrics Metrics(float[] output, float[] labels)
        {
            var accumulator = new RegressionAccumulator(1);
            accumulator.Update(tensor(output).reshape(-1, 1), tensor(labels).reshape(-1, 1), null, tensor(0f));
            return accumulator.Compute();
        }

        const float Far = 1 << 23;
        // Σ error² = 1 and Σ deviation² = 2; sums of squares near 2^46 would leave nine digits. Welford's mean rounds at 2^-30.
        Metrics([Far, Far + 1, Far + 3], [Far, Far + 1, Far + 2]).R2.ShouldBe(0.5, 1e-9);
        Metrics([1, 2, 3], [0.1f, 0.1f, 0.1f]).R2.ShouldBe(double.NaN);
        Metrics([1], [1]).R2.ShouldBe(double.NaN);
        Metrics([float.NaN, 1], [1, 2]).Rmse.ShouldBe(double.NaN);
    }

    [Fact]
    public void Classes_without_rows_have_no_average_precision()
    {
        // Class 0: the row of the label comes second of two; class 1 has the other row, which comes first; class 2 has none.
        var metrics = Multiclass(3, [[1, 0, 0], [2, 3, 0]], [0, 1]);
        metrics.AveragePrecision.ShouldBe(1);
        metrics = Multiclass(3, [[1, 2, 0], [3, 0, 0]], [0, 1]);
        metrics.AveragePrecision.ShouldBe((0.5 + 0.5) / 2);
        metrics.Ranks.ShouldBe(new LabelRanks([0, 2, 0], 2));
    }

    [Fact]
    public void Of_equal_logits_the_first_class_is_the_more_probable()
    {
        var metrics = Multiclass(3, [[1, 1, 1], [1, 1, 1], [0, 1, 1]], [0, 2, 2]);
        metrics.Accuracy.ShouldBe(1 / 3.0);
        metrics.Ranks.ShouldBe(new LabelRanks([1, 1, 1], 3));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(256)]
    [InlineData(1000)]
    public void Tasks_of_any_width_are_computed_row_by_row(int classes)
    {
        // More rows than a block has, and not a multiple of the lanes of a vector.
        const int Rows = 517;
        var random = new Random(classes);
        float Logit() => (float)(random.NextDouble() * 30 - 15);
        float[][] logits = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, classes).Select(_ => Logit()).ToArray())];
        long[] labels = [.. Enumerable.Range(0, Rows).Select(_ => (long)random.Next(classes))];

        var metrics = Multiclass(classes, logits, labels);

        metrics.Accuracy.ShouldBe(logits.Zip(labels).Count(row => Logits.ArgMax(row.First) == row.Second) / (double)Rows);
        // The scalar computation; exp and log of vectors may differ in the last digits.
        metrics.LogLoss.ShouldBe(logits.Zip(labels).Average(row => -LogSoftmax.Of(row.First).Of(row.First[row.Second])), 1e-13);
        var confidence = logits.Average(row => Logits.Softmax(row).Max());
        metrics.Calibration!.Bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count * bin.MeanConfidence / Rows).ShouldBe(confidence, 1e-6);
        metrics.Ranks!.TopAccuracy(classes).ShouldBe(1);
        (metrics.Confusion is null).ShouldBe(classes > MulticlassMetrics.MostConfusionClasses);
        metrics.Confusion?.Counts.Sum().ShouldBe(Rows);
    }

    [Fact]
    public void Confidence_on_an_edge_belongs_to_the_bin_below()
    {
        var binary = Binary([float.NegativeInfinity, float.PositiveInfinity, 0], [0, 1, 1]);
        binary.Calibration!.Bins[0].ShouldBe(new CalibrationBin(1, 0, 0));
        binary.Calibration.Bins[7].ShouldBe(new CalibrationBin(1, 0.5, 1));
        binary.Calibration.Bins[14].ShouldBe(new CalibrationBin(1, 1, 1));
        binary.Calibration.ExpectedError.ShouldBe(0.5 / 3, Tolerance);
    }

    [Fact]
    public void The_percentage_error_of_a_label_of_0_is_as_in_scikit_learn()
    {
        var accumulator = new RegressionAccumulator(1);
        accumulator.Update(tensor(new float[] { 1, 3 }).reshape(2, 1), tensor(new float[] { 0, -2 }).reshape(2, 1), null, tensor(0f));
        // sklearn.metrics.mean_absolute_percentage_error([0, -2], [1, 3])
        accumulator.Compute().Mape.ShouldBe(2251799813685249.2);
        accumulator.Compute().Spearman.ShouldBe(-1);
    }

    [Fact]
    public void With_no_rows_all_is_NaN()
    {
        foreach (var metrics in (TaskMetrics[])[
            new MulticlassAccumulator(3).Compute(), new BinaryAccumulator().Compute(),
            new MultiLabelAccumulator(3).Compute(), new RegressionAccumulator(1).Compute()])
        {
            metrics.Count.ShouldBe(0);
            metrics.Loss.ShouldBe(double.NaN);
            metrics.Values.ShouldAllBe(metric => double.IsNaN(metric.Value));
        }
        new JointAccumulator().Compute().Loss.ShouldBe(double.NaN);
    }

    [Fact]
    public void The_joint_loss_is_the_mean_over_rows()
    {
        var accumulator = new JointAccumulator();
        accumulator.Update(tensor(1f), 3);
        accumulator.Update(tensor(5f), 1);
        accumulator.Compute().ShouldBe(new JointMetrics(2));
    }

    [Fact]
    public void Outputs_with_gradients_and_of_half_precision_are_read()
    {
        var accumulator = new BinaryAccumulator();
        var output = tensor(new float[] { 1, -1 }).reshape(2, 1);
        var target = tensor(new float[] { 1, 0 }).reshape(2, 1);
        accumulator.Update(output.clone().requires_grad_() * 2, target, null, tensor(1f));
        accumulator.Update(output.bfloat16(), target, null, tensor(1f));
        accumulator.Compute().Accuracy.ShouldBe(1);
    }

    [Fact]
    public void An_update_leaves_nothing_in_the_scope()
    {
        var (output, target, mask, loss) = (zeros(2, 3), zeros(2, dtype: ScalarType.Int64), ones(2), tensor(1f));
        var before = _scope.DisposablesCount;
        new MulticlassAccumulator(3).Update(output, target, mask, loss);
        _scope.DisposablesCount.ShouldBe(before);
    }

    [Fact]
    public void Wrong_shapes_and_classes_are_named()
    {
        var accumulator = new MulticlassAccumulator(3);
        void Refused(string message, Tensor output, Tensor target, Tensor? mask = null) =>
            Should.Throw<ArgumentException>(() => accumulator.Update(output, target, mask, tensor(0f))).Message.ShouldStartWith(message);

        Refused("The output has the shape (2, 4), and it has to be (2, 3).", zeros(2, 4), zeros(2, dtype: ScalarType.Int64));
        Refused("The output has the shape (6), and it has to be (batch, width).", zeros(6), zeros(2, dtype: ScalarType.Int64));
        Refused("The target has the shape (2, 1), and it has to be (2).", zeros(2, 3), zeros(2, 1, dtype: ScalarType.Int64));
        Refused("The mask has the shape (1), and it has to be (2).", zeros(2, 3), zeros(2, dtype: ScalarType.Int64), ones(1));
        Refused("A target is 3, and the task has 3 classes: 0 .. 2.", zeros(1, 3), tensor(new long[] { 3 }));
    }

    private static MulticlassMetrics Multiclass(int classes, float[][] logits, long[] labels)
    {
        var accumulator = new MulticlassAccumulator(classes);
        accumulator.Update(tensor([.. logits.SelectMany(row => row)]).reshape(-1, classes), tensor(labels), null, tensor(0f));
        return accumulator.Compute();
    }

    private static BinaryMetrics Binary(float[] logits, float[] labels)
    {
        var accumulator = new BinaryAccumulator();
        accumulator.Update(tensor(logits).reshape(-1, 1), tensor(labels).reshape(-1, 1), null, tensor(0f));
        return accumulator.Compute();
    }
}
