using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

// Steps of several tasks' losses.
public abstract partial class ArenaOptimizer
{
    private bool _isLookingAfter;
    private Tensor? _lossesAfter;

    /// <summary>What makes gradients of the tasks' losses; null: the joint loss does.</summary>
    internal JointStep? Joint { get; set; }

    /// <summary>
    /// Begins to record the forward pass of a batch, so that the backward pass gives each task's gradient of what the tasks share; null where nobody
    /// asks for that.
    /// </summary>
    public TaskTape? BeginTape() => _isLookingAfter ? null : Joint?.BeginTape();

    private void BeginStep()
    {
        Arena.ZeroGradients();
        Joint?.Begin();
    }

    private void BackwardOfTasks(JointStep joint, ReadOnlySpan<StepLoss> tasks)
    {
        if (tasks.Length != joint.Weighting.Tasks.Count)
            throw new ArgumentException(
                $"{joint.Weighting.TypeName} weighs {joint.Weighting.Tasks.Count} tasks ({string.Join(", ", joint.Weighting.Tasks)}), and Backward was given the losses of {tasks.Length}: pass the loss of each task.",
                nameof(tasks));
        if (_isLookingAfter)
        {
            _lossesAfter = JointStep.Stack(tasks).DetachFromDisposeScope();
            return;
        }
        Clock.End(StepPhase.Forward);
        NoteLoss(joint.Backward(tasks));
        Clock.End(StepPhase.Backward);
    }

    private void EndJointStep(JointStep joint)
    {
        if (IsRefused)
        {
            joint.Skipped();
            return;
        }
        joint.Taken(joint.NeedsLossesAfterStep && _closure is not null ? LossesAfterStep(_closure) : null);
        _lossesAfter?.Dispose();
        _lossesAfter = null;
    }

    // The same batch with the same dropout, which is drawn by the number of the batch.
    private Tensor LossesAfterStep(Func<object> closure)
    {
        using DisposeScope scope = NewDisposeScope();
        Batches--;
        _isLookingAfter = true;
        try
        {
            closure();
        }
        finally
        {
            _isLookingAfter = false;
            Batches++;
        }
        return _lossesAfter ?? throw new InvalidOperationException(
            $"{Joint!.Weighting.TypeName} compares the losses before and after a step, and the training step did not pass each task's to Backward.");
    }
}
