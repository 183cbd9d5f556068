namespace MtlDsl;

/// <summary>
/// Lets the learning rate rise along a line to that of the optimizer's options (Goyal et al., 2017) and then follow another schedule, as
/// <c>LinearLR</c> before another one in <c>SequentialLR</c>.
/// </summary>
/// <remarks>The schedule that follows counts its steps from the end of the warm-up, and its epochs from the start of the run.</remarks>
public sealed record LinearWarmup : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="steps">The number of steps to the full rate. At least 1.</param>
    /// <param name="then">What follows; null: the full rate stays.</param>
    public LinearWarmup(long steps, Schedule? then = null)
    {
        Steps = steps;
        Then = then ?? new Constant();
    }

    /// <summary>The number of steps to the full rate. At least 1.</summary>
    public long Steps { get; init => field = Check(value, value >= 1, "at least 1"); }

    /// <summary>What follows.</summary>
    public Schedule Then { get; init; }

    /// <summary>The share of the full rate that the first step has, in [0, 1]. PyTorch's default is 1/3.</summary>
    public double StartFactor { get; init => field = Check(value, value is >= 0 and <= 1, "in [0, 1]"); } = 0.01;

    /// <inheritdoc/>
    public override ScheduleState Begin(double learningRate, RunLength length)
    {
        // A run that ends within the warm-up never comes to what follows, which still is given a length.
        long? rest = length.Steps is { } steps ? Math.Max(1, steps - Steps) : null;
        return new State(this, learningRate, Then.Begin(learningRate, length with { Steps = rest }));
    }

    private sealed class State(LinearWarmup warmup, double learningRate, ScheduleState then) : ScheduleState
    {
        public override MonitoredMetric Metric => then.Metric;

        public override double LearningRate(long step, int epoch) => step < warmup.Steps
            ? learningRate * (warmup.StartFactor + (1 - warmup.StartFactor) * step / warmup.Steps)
            : then.LearningRate(step - warmup.Steps, epoch);

        public override void EpochEnded(long step, double metric)
        {
            if (step > warmup.Steps) then.EpochEnded(step - warmup.Steps, metric);
        }

        public override void Save(CheckpointWriter writer) => then.Save(writer.Part("then"));

        public override Action Load(CheckpointReader reader) => then.Load(reader.Part("then"));
    }
}
