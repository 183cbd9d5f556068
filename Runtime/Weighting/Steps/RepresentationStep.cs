using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Steps of a method on the gradients of the shared representation: what the tasks' own nodes read of the shared ones. One combined gradient goes on
/// through what is shared, whatever the number of tasks. Accumulated batches are combined each on its own, since their representations differ.
/// </summary>
internal sealed class RepresentationStep : MethodStep
{
    private readonly GradientMatrix _combined;

    public RepresentationStep(GradientMethod method, ArenaOptimizer optimizer) : base(method, optimizer)
    {
        if (!method.AllowsRepresentation)
            throw new InvalidOperationException(
                $"{method.TypeName} compares gradients of several steps or batches, which those of the representation of different examples cannot be: leave OnRepresentation out.");
        _combined = new GradientMatrix(optimizer.Arena, 1);
    }

    public override void Begin()
    {
        base.Begin();
        _combined.Clear();
    }

    public override Tensor Backward(ReadOnlySpan<StepLoss> tasks)
    {
        Tensor[] losses = Losses(tasks);
        Tensor sum = Note(losses);
        double[] values = Method.NeedsLosses ? Array.ConvertAll(losses, loss => (double)Value(loss)) : [];
        if (Tape is not { IsRead: true } tape)
            throw new InvalidOperationException(
                $"{Method.TypeName} with OnRepresentation needs a model whose generated training step records what its tasks share: put [Weighting<{Method.TypeName}>] on the class, and leave Forward and TrainStep to the generator.");
        bool[] isTaking = [.. HaveLabels(tasks).Select((labelled, task) => labelled && tape.IsReadBy(task))];
        tape.Backward(losses, _combined, (gradients, representation) => Combine([gradients], isTaking, values, Method.NeedsRepresentation ? representation() : null));
        Tape = null;
        _combined.EndBatch();
        return sum;
    }

    public override void Complete(int accumulated)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Shared.copy_(_combined.Rows.select(0, 0));
    }

    public override void Dispose()
    {
        _combined.Dispose();
        base.Dispose();
    }
}
