using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// GradNorm (Chen et al., "GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks", 2018): learns weights so that tasks that are
/// behind have larger gradients. w = tasks · softmax(s), and s goes down the slope of Σ | w_i ‖g_i‖ - m r_i^α |, where m is the mean of w_i ‖g_i‖, held constant,
/// and r_i how much of its first loss a task has kept, relative to the mean of the tasks.
/// </summary>
/// <remarks>
/// As LibMTL's, with an Adam of its own in place of the model's optimizer. LibMTL's first losses are the means of the first epoch, in which all weights are 1:
/// set <see cref="InitialSteps"/> to the steps of an epoch. The paper's gradients are those of the last shared layer.
/// </remarks>
public sealed class GradNorm : GramMethod
{
    private readonly TaskMemory _parameters = new("parameters");
    private readonly TaskMemory _initial = new("initial losses");
    private readonly TaskMemory _steps = new("steps");
    private TaskAdam? _adam;

    /// <summary>α, how strongly tasks are pulled to one rate of training. At least 0; with 0 all gradients become as long.</summary>
    [Range(0.0, double.MaxValue)]
    public double Alpha { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 1.5;

    /// <summary>Over how many steps the first loss is a mean, in which nothing is learnt. At least 1.</summary>
    [Range(1, int.MaxValue)]
    public int InitialSteps { get; init => field = Check(value, value >= 1, "at least 1"); } = 1;

    /// <summary>How far a step of s goes. Positive.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1e-3;

    /// <summary>How much of s is added to its gradient. At least 0.</summary>
    [Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <inheritdoc/>
    public override bool NeedsLosses => true;

    /// <inheritdoc/>
    protected internal override double[] Weigh(GradientGram gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var tasks = gram.Rows.Tasks;
        var parameters = _parameters.For(gram.Rows.TaskCount, 1);
        var weights = Array.ConvertAll(Simplex.Softmax([.. tasks.Select(task => parameters[task])]), share => share * gram.Count);
        _adam ??= new TaskAdam(gram.Rows.TaskCount);
        if (Rates(gram.Rows) is { } rates) Learn(gram, weights, rates, parameters, _adam);
        return weights;
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        _parameters.Clear();
        _initial.Clear();
        _steps.Clear();
        _adam = null;
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _parameters.Save(writer);
        _initial.Save(writer);
        _steps.Save(writer);
        (_adam ?? new TaskAdam(0)).Save(writer.Part("adam"));
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var part = reader.Part("adam");
        var tasks = part.Numbers("steps").Length;
        var adam = new TaskAdam(tasks);
        return _parameters.Load(reader) + _initial.Load(reader) + _steps.Load(reader) + adam.Load(part) + (() => _adam = tasks == 0 ? null : adam);
    }

    /// <summary>L_i / L_i(0) of each row's task; null where one of them has no L_i(0) yet.</summary>
    private double[]? Rates(GradientRows rows)
    {
        var (initial, steps) = (_initial.For(rows.TaskCount, 0), _steps.For(rows.TaskCount, 0));
        var rates = new double[rows.Tasks.Count];
        var isLearning = true;
        for (var i = 0; i < rates.Length; i++)
        {
            var (task, loss) = (rows.Tasks[i], rows.Losses[i]);
            if (!(loss >= 0))
                throw new ArgumentException(FormattableString.Invariant(
                    $"The loss of task {task} is {loss}, and GradNorm compares it with the first one by a power of their quotient: use losses that are not negative."), nameof(rows));
            if (steps[task]++ < InitialSteps) (initial[task], isLearning) = (initial[task] + loss / InitialSteps, false);
            rates[i] = loss / Math.Max(initial[task], LossTerms.Smallest);
        }

        return isLearning ? rates : null;
    }

    private void Learn(GradientGram gram, double[] weights, double[] rates, double[] parameters, TaskAdam adam)
    {
        var n = gram.Count;
        var mean = Enumerable.Range(0, n).Average(row => weights[row] * gram.Norm(row));
        var meanRate = rates.Average() is var average and > 0 ? average : 1;
        var slopes = new double[n];
        for (var i = 0; i < n; i++)
            slopes[i] = gram.Norm(i) * Math.Sign(weights[i] * gram.Norm(i) - mean * Math.Pow(rates[i] / meanRate, Alpha));
        var common = slopes.Zip(weights, (slope, weight) => slope * weight).Sum() / n;
        for (var i = 0; i < n; i++)
        {
            ref var parameter = ref parameters[gram.Rows.Tasks[i]];
            parameter = adam.Step(gram.Rows.Tasks[i], parameter, weights[i] * (slopes[i] - common) + WeightDecay * parameter, LearningRate);
        }
    }
}
