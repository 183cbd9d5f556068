using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// The cosine of the angle between the tasks' gradients of the shared parameters, -1 .. 1: below 0, tasks pull against each other (PCGrad, Yu et
/// al., 2020; GradVac, Wang et al., 2021). A measurement costs a forward pass and a backward pass for each task.
/// </summary>
public sealed class GradientSimilarity : RelatednessCallback
{
    /// <summary>How many elements are turned into float64 at once: 32 MB.</summary>
    private const long ElementsAtOnce = 1L << 22;

    /// <summary>Measures every so many steps.</summary>
    /// <param name="everySteps">At least 1.</param>
    public GradientSimilarity(int everySteps = 10) : base("gradient cosine", MatrixRange.Correlation, everySteps)
    {
    }

    private protected override double[,] Measure(TrainingRun run, TaskProbe probe)
    {
        double[,] products = Products(probe.Gradients);
        // A gradient of 0 has no direction.
        return TaskMatrix.Fill(run.Tasks.Count, (row, column) => products[row, row] > 0 && products[column, column] > 0
            ? Math.Clamp(products[row, column] / Math.Sqrt(products[row, row] * products[column, column]), -1, 1)
            : double.NaN);
    }

    // Squares of float32 gradients leave its range.
    private static double[,] Products(Tensor gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        int tasks = (int)gradients.shape[0];
        long width = gradients.shape[1], columns = Math.Max(1, ElementsAtOnce / tasks);
        Tensor sum = zeros(tasks, tasks, ScalarType.Float64, gradients.device);
        for (long start = 0; start < width; start += columns)
        {
            using Tensor part = gradients.narrow(1, start, Math.Min(columns, width - start)).to_type(ScalarType.Float64);
            sum.add_(part.mm(part.t()));
        }
        var products = new double[tasks, tasks];
        Buffer.BlockCopy(sum.cpu().data<double>().ToArray(), 0, products, 0, sizeof(double) * products.Length);
        return products;
    }
}
