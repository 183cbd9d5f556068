namespace MtlDsl;

// What looks at a batch without learning from it.
public abstract partial class ArenaOptimizer
{
    private Action<StepLoss[]>? _look;

    /// <summary>Is called before the first batch of each step is learnt from, with what computes its losses; the arena's gradients mean nothing then.</summary>
    internal Action<Func<object>>? BeforeStep { get; set; }

    /// <summary>Computes the losses of the batch at hand with the dropout of its step, and shows the tasks' in place of learning from them.</summary>
    internal void Look(Func<object> closure, Action<StepLoss[]> look)
    {
        bool hasLooked = false;
        _look = losses =>
        {
            hasLooked = true;
            look(losses);
        };
        try
        {
            closure();
        }
        finally
        {
            _look = null;
        }
        if (!hasLooked) throw NeedsTasks();
    }

    private static InvalidOperationException NeedsTasks() => new(
        "The losses of the tasks were asked for, and the training step did not pass them to Backward: call Backward(joint, losses) as the generated TrainStep does.");

    private void ShowBeforeStep(Func<object> closure)
    {
        if (BeforeStep is null) return;
        BeforeStep(closure);
        Clock.End(StepPhase.Other);
    }
}
