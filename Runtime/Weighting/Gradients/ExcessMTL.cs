using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// ExcessMTL (He et al., "Robust Multi-Task Learning with Excess Risks", 2024): tasks that are farther from their optimum weigh more. The distance is estimated by
/// e_i = Σ g_i² / √(S_i + 1e-7) with S_i the sum of the squared gradients so far, and w ← w exp(η e / b), scaled to its sum of before; b_i is what e_i was at first.
/// </summary>
/// <remarks>
/// By default it is LibMTL's, where the first step gives b and has the weights 1. TorchJD's is <see cref="StepSize"/> 1, <see cref="WarmupSteps"/> 0 and
/// <see cref="SumsToOne"/>. It remembers as many numbers as there are gradients.
/// </remarks>
public sealed class ExcessMTL : GradientMethod
{
    private readonly TrackedGradients _squares = new();
    private readonly TaskMemory _weights = new("weights");
    private readonly TaskMemory _baselines = new("baselines");
    private readonly TaskMemory _steps = new("steps");

    /// <summary>η, how far a step changes the weights. Positive.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double StepSize { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1e-2;

    /// <summary>
    /// Over how many steps b is the mean of e, in which the weights stay as they are. At least 0; with 0 the first step has an undivided e, and gives b. The paper
    /// has three epochs.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int WarmupSteps { get; init => field = Check(value, value >= 0, "at least 0"); } = 1;

    /// <summary>Whether the weights have the sum 1, as in the paper, rather than the number of tasks.</summary>
    public bool SumsToOne { get; init; }

    /// <inheritdoc/>
    public override bool AllowsRepresentation => false;

    /// <inheritdoc/>
    protected override Tensor Combine(GradientRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var gradients = rows.Batches[0];
        var squares = gradients.square();
        var sums = _squares.Update(rows, squares, keep: 1, add: 1);
        var excess = squares.div(sums.add(1e-7).sqrt()).sum(1).to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        return Apply(rows, gradients, Weigh(rows, excess));
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _squares.Clear();
        _weights.Clear();
        _baselines.Clear();
        _steps.Clear();
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        _squares.Save(writer);
        _weights.Save(writer);
        _baselines.Save(writer);
        _steps.Save(writer);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) =>
        _squares.Load(reader) + _weights.Load(reader) + _baselines.Load(reader) + _steps.Load(reader);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _squares.Dispose();
        base.Dispose();
    }

    private double[] Weigh(GradientRows rows, double[] excess)
    {
        var count = rows.TaskCount;
        var (weights, baselines, steps) = (_weights.For(count, SumsToOne ? 1.0 / count : 1), _baselines.For(count, 0), _steps.For(count, 0));
        var exponents = new double[excess.Length];
        var sum = 0.0;
        for (var i = 0; i < excess.Length; i++)
        {
            var task = rows.Tasks[i];
            sum += weights[task];
            var isWarmup = steps[task]++ < WarmupSteps;
            if (isWarmup) baselines[task] += excess[i] / WarmupSteps;
            else if (steps[task] == 1) baselines[task] = exponents[i] = excess[i];
            else exponents[i] = excess[i] / (baselines[task] + 1e-7);
        }

        // Without the largest exponent no power is too large; the scaling takes it out again.
        var largest = exponents.Max();
        var raised = rows.Tasks.Select((task, i) => weights[task] * Math.Exp(StepSize * (exponents[i] - largest))).ToArray();
        var raisedSum = raised.Sum();
        for (var i = 0; i < raised.Length; i++) weights[rows.Tasks[i]] = raised[i] * sum / raisedSum;
        return Array.ConvertAll(raised, weight => weight / raisedSum * (SumsToOne ? 1 : raised.Length));
    }
}
