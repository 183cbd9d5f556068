using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Looks at the tasks' losses and gradients of a batch before it is learnt from. When it is disposed, shared parameters, buffers and torch's
/// random numbers are as they were, to the last bit.
/// </summary>
internal sealed class TaskProbe : IDisposable
{
    private readonly ArenaOptimizer _optimizer;
    private readonly Func<object> _closure;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _shared;
    private readonly Tensor _sharedBefore;
    private readonly (Tensor Buffer, Tensor Before)[] _buffers;

    public TaskProbe(TrainingRun run, Func<object> closure)
    {
        (_optimizer, _closure) = (run.Optimizer, closure);
        ParameterArena arena = _optimizer.Arena;
        using (no_grad())
        {
            _shared = arena.Values.narrow(0, arena.Shared.Offset, arena.Shared.Length);
            _sharedBefore = _shared.clone();
            // Batch normalisation counts every batch that it sees.
            _buffers = [.. run.Model.buffers().Select(buffer => (buffer, buffer.clone()))];
            Gradients = zeros(run.Tasks.Count, arena.Shared.Length, device: run.Model.Device);
        }
        try
        {
            Measure(arena);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The loss of each task; NaN for one that has no label in the batch.</summary>
    public double[] Losses { get; private set; } = [];

    /// <summary>The gradient of each task's loss with respect to the shared parameters: float32 (tasks, shared); 0 where there is no label.</summary>
    public Tensor Gradients { get; }

    /// <summary>Whether the losses and gradients are finite.</summary>
    public bool IsFinite => Losses.All(loss => !double.IsInfinity(loss)) && isfinite(Gradients).all().cpu().item<bool>();

    /// <summary>The losses with a change of the shared parameters, (shared), which is taken back.</summary>
    public double[] LossesAfter(Tensor change)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        _shared.copy_(_sharedBefore + change);
        double[] losses = [];
        Look(tasks => losses = Values(tasks));
        _shared.copy_(_sharedBefore);
        return losses;
    }

    public void Dispose()
    {
        using (no_grad())
        {
            _shared.copy_(_sharedBefore);
            foreach ((Tensor buffer, Tensor before) in _buffers) buffer.copy_(before);
        }
        _scope.Dispose();
    }

    private void Measure(ParameterArena arena)
    {
        using IDisposable tracked = enable_grad();
        Look(tasks =>
        {
            Losses = Values(tasks);
            for (int task = 0; task < tasks.Length; task++)
            {
                if (double.IsNaN(Losses[task]) || !tasks[task].Loss.requires_grad) continue;
                arena.ZeroGradients();
                tasks[task].Loss.backward(retain_graph: true);
                using DisposeScope scope = NewDisposeScope();
                using IDisposable untracked = no_grad();
                Gradients.select(0, task).copy_(arena.Gradients.narrow(0, arena.Shared.Offset, arena.Shared.Length));
            }
        });
        arena.ZeroGradients();
    }

    // Code of a user's own may draw from torch's default generator: the same each time, and without a trace.
    private void Look(Action<StepLoss[]> look)
    {
        using SeededRandom random = SeededRandom.Begin(_optimizer.Batches);
        using DisposeScope scope = NewDisposeScope();
        _optimizer.Look(_closure, tasks => look(RequireAll(tasks)));
    }

    private StepLoss[] RequireAll(StepLoss[] tasks) => tasks.Length == Gradients.shape[0]
        ? tasks
        : throw new InvalidOperationException(
            $"The training step passed the losses of {tasks.Length} tasks to Backward, and the model has {Gradients.shape[0]}: pass the loss of each, in the order of the model.");

    private static double[] Values(StepLoss[] tasks)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        return [.. tasks.Select(task => task.Mask is { } mask && mask.sum().cpu().item<float>() == 0 ? double.NaN : task.Loss.detach().cpu().item<float>())];
    }
}
