namespace MtlDsl;

/// <summary>A schedule in a run. What it remembers is part of a checkpoint.</summary>
public abstract class ScheduleState : ICheckpointed
{
    private protected ScheduleState()
    {
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The number of steps taken before it in the run.</param>
    /// <param name="epoch">The number of epochs before the one that it belongs to.</param>
    public abstract double LearningRate(long step, int epoch);

    /// <summary>What the schedule watches, if it watches anything.</summary>
    public virtual MonitoredMetric Metric => MonitoredMetric.JointLoss;

    /// <summary>Hears how an epoch ended.</summary>
    /// <param name="step">The number of steps taken in the run.</param>
    /// <param name="metric">The value of <see cref="Metric"/>.</param>
    public virtual void EpochEnded(long step, double metric)
    {
    }

    /// <inheritdoc/>
    public virtual void Save(CheckpointWriter writer)
    {
    }

    /// <inheritdoc/>
    public virtual Action Load(CheckpointReader reader) => static () => { };
}
