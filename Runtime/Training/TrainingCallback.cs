namespace MtlDsl;

/// <summary>
/// Something that goes along with training: a subclass overrides the moments that it wants. All are called on the training thread, in the
/// order of <see cref="FitOptions.Callbacks"/>. One that remembers something from step to step also implements
/// <see cref="ICheckpointed"/>, so that a resumed run goes on as if it had not been interrupted.
/// </summary>
/// <remarks>An exception from a callback ends training and reaches the caller of Fit.</remarks>
public abstract class TrainingCallback
{
    /// <summary>Whether this writes files or the like, and is left out of a <see cref="FitOptions.FastDevRun"/>.</summary>
    public virtual bool WritesFiles => false;

    /// <summary>
    /// Before the first step. In a run that goes on from a checkpoint (<see cref="TrainingRun.IsResumed"/>) before that is loaded, so that
    /// what is set up here can take it in.
    /// </summary>
    public virtual void OnTrainingBegin(TrainingRun run)
    {
    }

    /// <summary>Before the first step of an epoch; not called again for an epoch in whose middle a run is resumed.</summary>
    public virtual void OnEpochBegin(TrainingRun run)
    {
    }

    /// <summary>After each step of the optimizer that was taken, and the validation after it where that is due. Tensors made here are freed at the end of the step.</summary>
    public virtual void OnStepEnd(TrainingRun run)
    {
    }

    /// <summary>Before a validation, with the weights of training.</summary>
    public virtual void OnValidationBegin(TrainingRun run)
    {
    }

    /// <summary>After a validation, whether it gave metrics or was cancelled.</summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">What was measured; null where it was cancelled.</param>
    public virtual void OnValidationEnd(TrainingRun run, ModelMetrics? metrics)
    {
    }

    /// <summary>After an epoch that was not stopped within, when it is in the history.</summary>
    public virtual void OnEpochEnd(TrainingRun run)
    {
    }

    /// <summary>After the last step, for whatever reason it is the last one; not after an exception.</summary>
    public virtual void OnTrainingEnd(TrainingRun run)
    {
    }
}
