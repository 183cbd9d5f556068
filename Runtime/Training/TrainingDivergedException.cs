namespace MtlDsl;

/// <summary>
/// Training met a loss or a gradient that is infinite or not a number. On the CPU, and wherever <see cref="FitOptions.NonFinite"/> is not
/// <see cref="NonFinitePolicy.Stop"/>, the model has the weights of before that step.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(string problem, string remedy, string? task, string? parameter, int epoch, long step, bool isExact, bool isUntouched)
        : base(FormattableString.Invariant(
            $"{problem} {(isExact ? "at" : "at or before")} step {step} (epoch {epoch}){(parameter is null ? "" : $"; the first parameter is {parameter}")}. ") +
            (isUntouched ? "The model has the weights of before that step. " : "The weights can no longer be used. ") + remedy)
    {
        Task = task;
        Parameter = parameter;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>
    /// The first task whose loss it was; <c>"joint"</c> where the tasks' losses are finite and only their sum is not; null where the losses
    /// are finite and a gradient is not.
    /// </summary>
    public string? Task { get; }

    /// <summary>The name of the first parameter whose value or gradient is not finite, as in state_dict; null where all are.</summary>
    public string? Parameter { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step, from 1, since training began. On a device that is asked only now and then, the step at which it showed.</summary>
    public long Step { get; }
}
