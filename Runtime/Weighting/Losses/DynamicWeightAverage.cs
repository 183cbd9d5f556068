using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Dynamic weight average, DWA (Liu, Johns and Davison, "End-to-End Multi-Task Learning with Attention", 2019): a task whose loss falls
/// slowly weighs more. Joint loss: Σ w_i L_i with w = n softmax(r / T), where r_i is the task's mean loss of the last epoch over that of
/// the one before and n the number of tasks; 1 each in the first two epochs. Needs the mean losses of each epoch.
/// </summary>
/// <remarks>
/// Weights are of an epoch: where a batch lacks the label of a task, the others keep theirs. An epoch that has no label of a task at all
/// does not count for it.
/// </remarks>
public sealed class DynamicWeightAverage : LossWeighting
{
    private double[] _last = [];
    private double[] _before = [];

    /// <summary>The temperature T: the larger, the more alike are the weights. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Temperature { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 2;

    /// <inheritdoc/>
    protected override bool ReadsLosses => false;

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("last", _last);
        writer.Add("before", _before);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        double[] last = ReadNumbers(reader, "last", Tasks.Count), before = ReadNumbers(reader, "before", Tasks.Count);
        return () =>
        {
            load();
            (_last, _before) = (last, before);
        };
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _last = new double[Tasks.Count];
        _before = new double[Tasks.Count];
        Array.Fill(_last, double.NaN);
        Array.Fill(_before, double.NaN);
    }

    /// <inheritdoc/>
    protected override void OnEpochEnded(ReadOnlySpan<double> meanLosses)
    {
        for (int task = 0; task < meanLosses.Length; task++)
            if (double.IsFinite(meanLosses[task]))
                (_before[task], _last[task]) = (_last[task], meanLosses[task]);
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        var all = new double[Tasks.Count];
        for (int task = 0; task < all.Length; task++)
        {
            double rate = _last[task] / _before[task];
            all[task] = (double.IsFinite(rate) ? rate : 1) / Temperature;
        }
        LossTerms.Softmax(all);
        for (int i = 0; i < tasks.Length; i++) weights[i] = Tasks.Count * all[tasks[i]];
        return 0;
    }
}
