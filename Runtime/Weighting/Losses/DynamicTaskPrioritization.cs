using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Dynamic task prioritization, DTP (Guo et al., "Dynamic Task Prioritization for Multitask Learning", 2018): a task that does badly
/// weighs more, by the focal loss of a score of it. Joint loss: Σ w_i L_i with w_i = -(1 - k_i)^γ log k_i, where k_i is the running mean
/// of the task's scores: k ← α score + (1 - α) k. Needs the scores of a validation, from 0 to 1; before the first a task weighs 1.
/// </summary>
/// <remarks>This is the paper's weight of tasks; its weight of examples is a focal loss of each task.</remarks>
public sealed class DynamicTaskPrioritization : LossWeighting
{
    private double[] _scores = [];

    /// <summary>The focusing parameter γ: the larger, the less a task weighs that does well. At least 0 and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    [Range(0.0, double.MaxValue)]
    public double Focus { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 2;

    /// <summary>How much of a new score the running mean takes in, α. In (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1].</exception>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Smoothing { get; init => field = Check(value, value is > 0 and <= 1, "in (0, 1]"); } = 0.5;

    /// <summary>What a running mean counts as at least, since a task with a score of 0 would weigh infinitely much. In (0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1].</exception>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double MinimumScore { get; init => field = Check(value, value is > 0 and <= 1, "in (0, 1]"); } = 0.01;

    /// <inheritdoc/>
    protected override bool ReadsLosses => false;

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("scores", _scores);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        double[] scores = ReadNumbers(reader, "scores", Tasks.Count);
        return () =>
        {
            load();
            _scores = scores;
        };
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _scores = new double[Tasks.Count];
        Array.Fill(_scores, double.NaN);
    }

    /// <inheritdoc/>
    protected override void OnValidated(ReadOnlySpan<double> scores)
    {
        for (int task = 0; task < scores.Length; task++)
        {
            if (double.IsNaN(scores[task])) continue;
            double score = Math.Clamp(scores[task], 0, 1);
            _scores[task] = double.IsNaN(_scores[task]) ? score : Smoothing * score + (1 - Smoothing) * _scores[task];
        }
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        for (int i = 0; i < tasks.Length; i++)
        {
            double score = Math.Max(_scores[tasks[i]], MinimumScore);
            weights[i] = double.IsNaN(score) ? 1 : Math.Abs(Math.Pow(1 - score, Focus) * Math.Log(score));
        }
        return 0;
    }
}
