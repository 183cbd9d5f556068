namespace MtlDsl;

/// <summary>
/// Multiplies the learning rate by a factor when a metric has not become better for some epochs, as <c>ReduceLROnPlateau</c>. Within a
/// <see cref="LinearWarmup"/> it does not watch yet.
/// </summary>
public sealed record ReduceOnPlateau : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="factor">What the rate is multiplied by, in (0, 1).</param>
    /// <param name="patience">How many epochs without a better metric are accepted. At least 0.</param>
    public ReduceOnPlateau(double factor = 0.1, int patience = 10)
    {
        Factor = factor;
        Patience = patience;
    }

    /// <summary>What the rate is multiplied by, in (0, 1).</summary>
    public double Factor { get; init => field = Check(value, value is > 0 and < 1, "in (0, 1)"); }

    /// <summary>How many epochs without a better metric are accepted. At least 0.</summary>
    public int Patience { get; init => field = Check(value, value >= 0, "at least 0"); }

    /// <summary>What has to become better.</summary>
    public MonitoredMetric Metric { get; init; } = MonitoredMetric.JointLoss;

    /// <summary>By how much a metric has to be better than the best one to count. At least 0.</summary>
    public double Threshold { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-4;

    /// <summary>
    /// Whether <see cref="Threshold"/> is a share of the best metric's magnitude rather than a difference. PyTorch takes the share with its
    /// sign, which for negative metrics lets worse ones count as better.
    /// </summary>
    public bool IsThresholdRelative { get; init; } = true;

    /// <summary>For how many epochs after a change of the rate no epoch counts as one without a better metric. At least 0.</summary>
    public int Cooldown { get; init => field = Check(value, value >= 0, "at least 0"); }

    /// <summary>The rate below which it does not go. At least 0.</summary>
    public double MinLearningRate { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>The smallest change of the rate that is made. At least 0.</summary>
    public double Epsilon { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1e-8;

    /// <inheritdoc/>
    public override ScheduleState Begin(double learningRate, RunLength length) => new PlateauState(this, learningRate);
}
