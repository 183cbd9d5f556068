namespace MtlDsl;

/// <summary>What to do at a step whose loss or gradients are infinite or not a number. Such a step is never taken.</summary>
public enum NonFinitePolicy
{
    /// <summary>End training with a <see cref="TrainingDivergedException"/>; the weights are those of before the step.</summary>
    Stop,

    /// <summary>Leave the step out and go on with the next batch. Ten in a row, or weights that are not finite, end training all the same.</summary>
    SkipStep,

    /// <summary>
    /// Go back to the weights and the optimizer's state of the last good point (the beginning of the epoch, or the last checkpoint if that
    /// was later) and go on with the next batch. Ten times in a row without a step between end training all the same.
    /// </summary>
    RestoreLastGood,
}
