namespace MtlDsl;

/// <summary>Training met a loss that is not a number, or is infinite. The model has the weights of after that step: load earlier ones.</summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(string task, double loss, int epoch, int step, bool isExact) : base(FormattableString.Invariant(
        $"The loss of {task} is {loss} {(isExact ? "at" : "at or before")} step {step} of epoch {epoch}, and the weights can no longer be ") +
        "used. Lower the learning rate, clip gradients (FitOptions.ClipNorm), or look for infinite or missing numbers among the inputs.")
    {
        Task = task;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>The first task whose loss it was; <c>"joint"</c> where the tasks' losses are finite and only their sum is not.</summary>
    public string Task { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step of the epoch, from 1. On a device that is asked only now and then, the step at which it showed.</summary>
    public int Step { get; }
}
