namespace MtlDsl;

/// <summary>
/// A schedule that is settled before the run: a pure function of the position in it. Derive from it for one of your own.
/// </summary>
/// <example><code>
/// public sealed record InverseRoot : FixedSchedule
/// {
///     public override double LearningRate(double initial, long position, long? length) => initial / Math.Sqrt(1 + position);
/// }
/// </code></example>
public abstract record FixedSchedule : Schedule
{
    /// <summary>What positions and lengths count.</summary>
    public ScheduleUnit Unit { get; init; }

    /// <summary>The learning rate at a position.</summary>
    /// <param name="initial">The learning rate of the optimizer's options.</param>
    /// <param name="position">The number of steps or epochs before.</param>
    /// <param name="length">The number of steps or epochs of the run; null where only the end of a stream will tell the steps.</param>
    public abstract double LearningRate(double initial, long position, long? length);

    /// <inheritdoc/>
    public sealed override ScheduleState Begin(double learningRate, RunLength length)
    {
        Verify();
        long? counted = Unit == ScheduleUnit.Epoch ? length.Epochs : length.Steps;
        if (counted is null && NeedsLength)
            throw new InvalidOperationException(
                $"{GetType().Name} needs the number of steps of the run, and a stream tells it only at its end: set Length, or Unit to ScheduleUnit.Epoch.");
        return new State(this, learningRate, counted);
    }

    /// <summary>Whether a run of unknown length cannot have this schedule as it is set.</summary>
    private protected virtual bool NeedsLength => false;

    /// <summary>Throws where options do not go together.</summary>
    private protected virtual void Verify()
    {
    }

    private sealed class State(FixedSchedule schedule, double initial, long? length) : ScheduleState
    {
        public override double LearningRate(long step, int epoch) =>
            schedule.LearningRate(initial, schedule.Unit == ScheduleUnit.Epoch ? epoch : step, length);
    }
}
