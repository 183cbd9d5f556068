using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// A batch that can be computed as often as a method needs it, each time at the parameters as they are then, and with the same dropout. Tasks that
/// have no label in it are left out of whatever is computed.
/// </summary>
public sealed class BilevelBatch
{
    private readonly BilevelStep _step;
    private readonly ParameterArena _arena;
    private readonly Func<StepLoss[]> _compute;
    private StepLoss[]? _computed;
    private int[]? _tasks;

    internal BilevelBatch(BilevelStep step, ParameterArena arena, Func<StepLoss[]> compute, StepLoss[]? computed) =>
        (_step, _arena, _compute, _computed) = (step, arena, compute, computed);

    /// <summary>The tasks that have a label in the batch, as indices of <see cref="Weighting.Tasks"/>, ascending.</summary>
    public IReadOnlyList<int> Tasks
    {
        get
        {
            if (_tasks is null) Losses();
            return _tasks!;
        }
    }

    /// <summary>Computes the losses: of all tasks of the model, NaN for one that has no label.</summary>
    public double[] Losses()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        StepLoss[] losses = IsKept ? _computed! : _compute();
        _tasks ??= Labelled(losses);
        return Read(losses);
    }

    /// <summary>Computes the gradient of a weighted sum of the losses.</summary>
    /// <param name="weights">What each task of the model is multiplied by.</param>
    /// <returns>The gradient of all parameters: float32 (arena length).</returns>
    public EvaluatedGradient Gradient(ReadOnlySpan<double> weights)
    {
        using DisposeScope scope = NewDisposeScope();
        StepLoss[] losses = Take();
        _arena.ZeroGradients();
        if (Joint(losses, weights) is { requires_grad: true } joint) joint.backward();
        using IDisposable untracked = no_grad();
        return new EvaluatedGradient(Read(losses), _arena.Gradients.clone().MoveToOuterDisposeScope());
    }

    /// <summary>Computes the gradient of each loss: a backward pass for each of <see cref="Tasks"/>.</summary>
    /// <returns>The gradients of all parameters, a row for each of <see cref="Tasks"/>: float32 (those tasks, arena length).</returns>
    public EvaluatedGradient Gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        StepLoss[] losses = Take();
        Tensor rows = zeros(Tasks.Count, _arena.Length, device: _arena.Values.device);
        for (int row = 0; row < Tasks.Count; row++)
        {
            Tensor loss = losses[Tasks[row]].Loss;
            if (!loss.requires_grad) continue;
            _arena.ZeroGradients();
            loss.backward(retain_graph: row < Tasks.Count - 1);
            using IDisposable untracked = no_grad();
            using DisposeScope ofRow = NewDisposeScope();
            rows.select(0, row).copy_(_arena.Gradients);
        }
        return new EvaluatedGradient(Read(losses), rows.MoveToOuterDisposeScope());
    }

    // What the step has computed already serves one backward pass, at the parameters that it was computed at.
    private bool IsKept => _computed is not null && _step.Moves == 0;

    private StepLoss[] Take()
    {
        using IDisposable tracked = enable_grad();
        StepLoss[] losses = IsKept ? _computed! : _compute();
        _computed = null;
        _tasks ??= Labelled(losses);
        return losses;
    }

    private Tensor? Joint(StepLoss[] losses, ReadOnlySpan<double> weights)
    {
        using IDisposable tracked = enable_grad();
        Tensor? joint = null;
        foreach (int task in Tasks)
        {
            if (weights[task] == 0) continue;
            Tensor term = losses[task].Loss * weights[task];
            joint = joint is null ? term : joint + term;
        }
        return joint;
    }

    private static int[] Labelled(StepLoss[] losses)
    {
        bool[] labelled = JointStep.HaveLabels(losses);
        return [.. Enumerable.Range(0, labelled.Length).Where(task => labelled[task])];
    }

    private double[] Read(StepLoss[] losses)
    {
        using IDisposable untracked = no_grad();
        ReadOnlySpan<float> all = MemoryMarshal.Cast<byte, float>(JointStep.Stack(losses).to(ScalarType.Float32).cpu().bytes);
        var values = new double[losses.Length];
        Array.Fill(values, double.NaN);
        foreach (int task in Tasks) values[task] = all[task];
        return values;
    }
}

/// <summary>What a <see cref="BilevelBatch"/> has computed, freed with the step.</summary>
/// <param name="Losses">The loss of each task of the model; NaN for one that has no label in the batch.</param>
/// <param name="Gradient">Of all parameters: float32 (arena length), or a row of it for each task that has labels.</param>
public sealed record EvaluatedGradient(IReadOnlyList<double> Losses, Tensor Gradient);
