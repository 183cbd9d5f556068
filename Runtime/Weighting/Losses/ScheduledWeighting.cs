namespace MtlDsl;

/// <summary>
/// Weights that change with the epoch as they are told to: a curriculum of tasks, or an auxiliary task that fades out.
/// Joint loss: Σ w_i(e) L_i. Needs nothing of a step.
/// </summary>
public sealed class ScheduledWeighting : LossWeighting
{
    private readonly WeightMilestone[] _milestones;

    /// <summary>Weights that change at milestones.</summary>
    /// <param name="milestones">At least one, the first of epoch 0, each later than the one before.</param>
    /// <exception cref="ArgumentException">There is none, the first is not of epoch 0, or one is not later than the one before.</exception>
    public ScheduledWeighting(params IReadOnlyList<WeightMilestone> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        if (milestones.Count == 0 || milestones[0].Epoch != 0)
            throw new ArgumentException("The first milestone has to be of epoch 0, so that each epoch has weights.", nameof(milestones));
        for (int i = 1; i < milestones.Count; i++)
            if (milestones[i].Epoch <= milestones[i - 1].Epoch)
                throw new ArgumentException(
                    $"A milestone of epoch {milestones[i].Epoch} follows one of epoch {milestones[i - 1].Epoch}, and each has to be later.", nameof(milestones));
        _milestones = [.. milestones];
    }

    /// <summary>Whether the weights go along a line from one milestone to the next, epoch by epoch, rather than change at once.</summary>
    public bool Interpolates { get; init; }

    /// <inheritdoc/>
    protected override bool ReadsLosses => false;

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        foreach (WeightMilestone milestone in _milestones)
            this.RequireOnePerTask(milestone.Weights, FormattableString.Invariant($"The milestone of epoch {milestone.Epoch}"));
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        int reached = Array.FindLastIndex(_milestones, milestone => milestone.Epoch <= Epochs);
        WeightMilestone from = _milestones[reached], to = reached + 1 < _milestones.Length ? _milestones[reached + 1] : from;
        double part = Interpolates && to != from ? (double)(Epochs - from.Epoch) / (to.Epoch - from.Epoch) : 0;
        for (int i = 0; i < tasks.Length; i++)
            weights[i] = (1 - part) * from.Weights[tasks[i]] + part * to.Weights[tasks[i]];
        return 0;
    }
}
