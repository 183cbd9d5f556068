using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>Cross entropies that are computed together are those of each task alone, with their gradients.</summary>
public sealed class CrossEntropiesTests
{
    // Means of 7 rows in float32, in another order.
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(false, 0.0)]
    [InlineData(false, 0.2)]
    [InlineData(true, 0.2)]
    public void They_are_those_of_each_task_alone(bool isMasked, double smoothing)
    {
        using DisposeScope scope = NewDisposeScope();
        var random = new Random(1);
        Tensor[] outputs = [.. Enumerable.Range(0, 4).Select(_ => tensor(RandomNumbers.Normal(random, 7 * 5)).view(7, 5).requires_grad_())];
        Tensor[] targets = [.. Enumerable.Range(0, 4).Select(task => tensor(Enumerable.Range(0, 7).Select(row => (row * (task + 2)) % 5L).ToArray()))];
        Tensor?[] masks = [.. Enumerable.Range(0, 4).Select(task => isMasked && task > 1 ? tensor(new float[] { 1, 0, 2, 0, 1, 1, 0 }) : null)];

        Tensor[] together = TaskLoss.CrossEntropies(outputs, targets, masks, smoothing);
        Tensor[] alone = [.. outputs.Select((output, task) => TaskLoss.CrossEntropy(output, targets[task], masks[task], smoothing))];

        together.Length.ShouldBe(4);
        for (int task = 0; task < 4; task++)
        {
            together[task].shape.ShouldBeEmpty();
            together[task].item<float>().ShouldBe(alone[task].item<float>(), Tolerance);
            autograd.grad([together[task]], [outputs[task]], retain_graph: true)[0].Floats()
                .ShouldBe(autograd.grad([alone[task]], [outputs[task]])[0].Floats(), Tolerance);
        }
    }
}
