namespace MtlDsl;

/// <summary>The learning rate of the optimizer's options throughout.</summary>
public sealed record Constant : FixedSchedule
{
    /// <inheritdoc/>
    public override double LearningRate(double initial, long position, long? length) => initial;
}
