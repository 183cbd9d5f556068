using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The gradients of the shared parameters, a row for each task, in the order in which they lie in the arena: float32 (tasks, shared parameters).</summary>
internal sealed class GradientMatrix(ParameterArena arena, int tasks) : IDisposable
{
    public Tensor Rows { get; } = zeros(tasks, arena.Shared.Length, device: arena.Values.device).DetachFromDisposeScope();

    /// <summary>The number of rows.</summary>
    public int Count => tasks;

    /// <summary>How many batches were added.</summary>
    public int Batches { get; private set; }

    public void Clear()
    {
        if (Batches > 0) Rows.zero_();
        Batches = 0;
    }

    /// <summary>Notes that a batch was added.</summary>
    public void EndBatch() => Batches++;

    /// <summary>Adds the gradients of some parameters.</summary>
    /// <param name="offset">Where they begin in the arena.</param>
    /// <param name="gradients">(tasks, elements).</param>
    public void Add(long offset, Tensor gradients) => Rows.narrow(1, offset - arena.Shared.Offset, gradients.shape[1]).add_(gradients);

    /// <summary>Moves what a backward pass has put into the arena to the row of a task.</summary>
    public void TakeFromArena(int task)
    {
        Tensor shared = arena.Gradients.narrow(0, arena.Shared.Offset, arena.Shared.Length);
        Rows.select(0, task).add_(shared);
        shared.zero_();
    }

    public void Dispose() => Rows.Dispose();
}
