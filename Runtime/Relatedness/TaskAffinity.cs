using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// What a step on one task does to the others' losses: Z_ij = 1 - L_j(θ - η ∇L_i) / L_j(θ), on one batch, where θ are the shared parameters (TAG, Fifty et
/// al., 2021). Above 0, task i (row) helps task j (column). It is at most 1. <see cref="TaskGrouping"/> finds groups by it.
/// </summary>
/// <remarks>A measurement costs a forward pass more than there are tasks, and a backward pass for each task.</remarks>
public sealed class TaskAffinity : RelatednessCallback
{
    /// <summary>Measures every so many steps.</summary>
    /// <param name="everySteps">At least 1.</param>
    public TaskAffinity(int everySteps = 10) : base("task affinity", MatrixRange.AtMostOne, everySteps)
    {
    }

    /// <summary>
    /// The length η of a step along the negative gradient, above 0 and finite; null: the optimizer's learning rate at that moment. A larger one makes
    /// larger numbers, which need not be in proportion.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 or not finite.</exception>
    public double? StepSize
    {
        get;
        init => field = value is null or > 0 and < double.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"StepSize is {value}, and has to be above 0 and finite."));
    }

    private protected override double[,] Measure(TrainingRun run, TaskProbe probe)
    {
        int tasks = run.Tasks.Count;
        double step = StepSize ?? run.Optimizer.LearningRate;
        var after = new double[tasks][];
        for (int task = 0; task < tasks; task++)
        {
            if (double.IsNaN(probe.Losses[task])) continue;
            using DisposeScope scope = NewDisposeScope();
            using IDisposable untracked = no_grad();
            after[task] = probe.LossesAfter(probe.Gradients.select(0, task) * -step);
        }
        // Of a loss that is 0 already, or below, there is no share.
        return TaskMatrix.Fill(tasks, (row, column) => after[row] is { } losses && probe.Losses[column] > 0 ? 1 - losses[column] / probe.Losses[column] : double.NaN);
    }
}
