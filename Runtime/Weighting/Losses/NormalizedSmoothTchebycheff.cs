using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// Smooth Tchebycheff scalarisation as its authors train multi-task networks (Lin et al., "Smooth Tchebycheff Scalarization for
/// Multi-Objective Optimization", 2024). In the epochs of the warm-up the joint loss is Σ log L_i; then n μ log Σ exp(log(L_i / m_i) / μ),
/// where m_i is the task's mean loss of the last epoch of the warm-up and n the number of tasks with labels. Needs the losses of a step, not negative
/// (one below 1e-8 counts as 1e-8), and the mean losses of that epoch.
/// </summary>
public sealed class NormalizedSmoothTchebycheff : LossWeighting
{
    private double[] _nadir = [];

    /// <summary>The smoothing μ: the smaller, the closer to the maximum. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Smoothing { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1;

    /// <summary>The number of epochs of the warm-up. At least 1. LibMTL, which counts from 0, calls 5 a warm-up of 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    [Range(1, int.MaxValue)]
    public int WarmupEpochs { get; init => field = (int)Check(value, value >= 1, "at least 1"); } = 5;

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("nadir", _nadir);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        double[] nadir = ReadNumbers(reader, "nadir", Tasks.Count);
        return () =>
        {
            load();
            _nadir = nadir;
        };
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _nadir = new double[Tasks.Count];
        Array.Fill(_nadir, 1);
    }

    /// <inheritdoc/>
    protected override void OnEpochEnded(ReadOnlySpan<double> meanLosses)
    {
        // A task without labels keeps the mean loss of an earlier epoch of the warm-up.
        for (int task = 0; Epochs <= WarmupEpochs && task < meanLosses.Length; task++)
            if (double.IsFinite(meanLosses[task])) _nadir[task] = this.Positive(task, meanLosses[task]);
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        bool isPastWarmup = Epochs >= WarmupEpochs;
        double joint = 0, weighted = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            double loss = this.Positive(tasks[i], losses[i]);
            joint += Math.Log(loss);
            weights[i] = Math.Log(loss / _nadir[tasks[i]]) / Smoothing;
        }
        if (isPastWarmup) joint = tasks.Length * Smoothing * LossTerms.Softmax(weights);
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] = (isPastWarmup ? tasks.Length * weights[i] : 1) / this.Positive(tasks[i], losses[i]);
            weighted += weights[i] * losses[i];
        }
        return joint - weighted;
    }
}
