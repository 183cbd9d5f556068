using System.Runtime.CompilerServices;

namespace MtlDsl;

/// <summary>
/// How the learning rate changes while a model is trained. It begins with the rate of the optimizer's options, which it makes smaller, or
/// leads up to. Values are checked where they are given.
/// </summary>
/// <remarks>
/// The schedules compute what <c>torch.optim.lr_scheduler</c> computes. For one of your own derive from <see cref="FixedSchedule"/>.
/// </remarks>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>Begins the schedule for a run.</summary>
    /// <param name="learningRate">The learning rate of the optimizer's options.</param>
    /// <param name="length">How long the run is.</param>
    /// <exception cref="InvalidOperationException">The schedule depends on the number of steps, and neither it nor the run tells that, or options do not go together.</exception>
    public abstract ScheduleState Begin(double learningRate, RunLength length);

    /// <summary>Returns the value where it is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, the value and what is allowed.</exception>
    private protected static T Check<T>(T value, bool isAllowed, string allowed, [CallerMemberName] string option = "") => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} is {value}, and has to be {allowed}."));
}

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>The learning rate may change with every epoch.</summary>
    Epoch,

    /// <summary>The learning rate may change with every step.</summary>
    Step,
}

/// <summary>How long a run is.</summary>
/// <param name="Epochs">The number of its epochs.</param>
/// <param name="Steps">The number of its steps; null where only the end of a stream will tell.</param>
public readonly record struct RunLength(int Epochs, long? Steps);
