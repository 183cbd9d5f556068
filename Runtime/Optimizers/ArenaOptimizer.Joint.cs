using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

// Steps of several tasks' losses.
public abstract partial class ArenaOptimizer
{
    /// <summary>What makes gradients of the tasks' losses; null: the joint loss does.</summary>
    internal JointStep? Joint { get; set; }

    /// <summary>
    /// Begins to record the forward pass of a batch, so that the backward pass gives each task's gradient of what the tasks share; null where nobody
    /// asks for that.
    /// </summary>
    public TaskTape? BeginTape() => _look is not null ? null : Joint?.BeginTape();

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
        using DisposeScope scope = NewDisposeScope();
        joint.Taken(joint.NeedsLossesAfterStep && _closure is not null ? JointStep.Stack(LossesOnceMore()) : null);
    }

    /// <summary>The losses of the step's last batch with the parameters as they are now, and the same dropout, which is drawn by the number of the batch.</summary>
    internal StepLoss[] LossesOnceMore()
    {
        if (_closure is null) throw CannotReevaluate(Joint!.Weighting.GetType().Name);
        StepLoss[] losses = [];
        Batches--;
        try
        {
            Look(_closure, tasks => losses = tasks);
        }
        finally
        {
            Batches++;
        }
        return losses;
    }
}
