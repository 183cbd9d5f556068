using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

public sealed class SampleWeightTests
{
    [Fact]
    public void A_mask_is_the_weight_where_there_is_a_label()
    {
        var column = new ClassColumn("Digit", 10);
        column.Add(3);
        column.Add(null, exampleWeight: 5);
        column.Add(4, exampleWeight: 2, taskWeight: 0.25f);
        column.Add(5, exampleWeight: 0);

        using var tensors = column.ToTensors(CPU);

        tensors.Mask!.Floats().ShouldBe([1, 0, 0.5f, 0]);
        (column.Missing, column.IsWeighted).ShouldBe((1, true));
    }

    [Fact]
    public void Weights_of_1_cost_nothing()
    {
        var column = new RealColumn("Value");
        column.Add(3f, exampleWeight: 2, taskWeight: 0.5f);
        column.Add(4f);

        using var tensors = column.ToTensors(CPU);

        tensors.Mask.ShouldBeNull();
    }

    [Fact]
    public void Weights_are_taken_back_with_their_rows()
    {
        var column = new BinaryColumn("Spam");
        column.Add(true);
        column.Add(true, exampleWeight: 3);
        column.Truncate(1);
        column.Add(false);

        using var tensors = column.ToTensors(CPU);

        tensors.Mask.ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, 1, "Weight of row 1 is -1")]
    [InlineData(1, float.NaN, "TopicsWeight of row 1 is NaN")]
    [InlineData(float.PositiveInfinity, 1, "Weight of row 1 is Infinity")]
    [InlineData(1e30f, 1e30f, "Weight and TopicsWeight of row 1, 1E+30 and 1E+30, multiply to more than a float32 holds")]
    public void A_weight_that_cannot_be_is_refused(float exampleWeight, float taskWeight, string message)
    {
        var column = new MultiLabelColumn("Topics", 2);
        column.Add([true, false]);

        Should.Throw<ArgumentException>(() => column.Add([true, true], exampleWeight, taskWeight)).Message.ShouldStartWith(message);
        column.Count.ShouldBe(1);
    }

    [Fact]
    public void The_mean_loss_of_an_evaluation_is_weighted_and_the_metrics_are_not()
    {
        using var scope = NewDisposeScope();
        var accumulator = new BinaryAccumulator();
        Tensor output = tensor(new[] { 2f, -1f, 3f }).reshape(3, 1), target = tensor(new[] { 1f, 1f, 0f }).reshape(3, 1);
        foreach (float[] weights in new float[][] { [1, 2, 0], [4, 0, 0.5f] })
        {
            Tensor mask = tensor(weights);
            accumulator.Update(output, target, mask, TaskLoss.BinaryCrossEntropy(output, target, mask));
        }

        BinaryMetrics metrics = accumulator.Compute();

        double Loss(double logit, bool positive) => Math.Log(1 + Math.Exp(positive ? -logit : logit));
        double expected = (5 * Loss(2, true) + 2 * Loss(-1, true) + 0.5 * Loss(3, false)) / 7.5;
        // Each batch's loss is a float32 of order 1.
        metrics.Loss.ShouldBe(expected, 1e-6);
        (metrics.Count, metrics.Accuracy).ShouldBe((4, 0.5));
    }
}
