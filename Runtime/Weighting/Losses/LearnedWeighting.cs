using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// A strategy with a parameter for each task that is learnt by gradient descent on the joint loss, at each step of the model's optimizer,
/// by an <see href="https://arxiv.org/abs/1412.6980">Adam</see> (Kingma and Ba, 2015) of its own.
/// </summary>
/// <remarks>
/// Where several batches make a step their gradients are averaged. A task without a label in any of them stays as it is, its moments
/// too: its Adam counts its own steps.
/// </remarks>
public abstract class LearnedWeighting : LossWeighting
{
    private double[] _gradients = [];
    private double[] _batches = [];
    private TaskAdam _adam = new(0);

    /// <summary>Only the strategies of this library derive from it.</summary>
    private protected LearnedWeighting()
    {
    }

    /// <summary>How far a step of the parameters goes. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1e-3;

    /// <summary>How much of each parameter is added to its gradient. At least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    [Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); }

    /// <summary>The parameters, one for each task.</summary>
    public IReadOnlyList<double> Parameters => Values;

    /// <summary>The parameters, one for each task.</summary>
    private protected double[] Values { get; private set; } = [];

    /// <summary>What the parameters begin with.</summary>
    private protected abstract double Initial { get; }

    /// <inheritdoc/>
    public override void StepSkipped() => ClearGradients();

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("parameters", Values);
        writer.Add("gradients", _gradients);
        writer.Add("batches", _batches);
        _adam.Save(writer.Part("adam"));
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader), loadAdam = _adam.Load(reader.Part("adam"));
        double[] values = ReadNumbers(reader, "parameters", Tasks.Count);
        double[] gradients = ReadNumbers(reader, "gradients", Tasks.Count), batches = ReadNumbers(reader, "batches", Tasks.Count);
        return () =>
        {
            load();
            loadAdam();
            (Values, _gradients, _batches) = (values, gradients, batches);
        };
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        Values = new double[Tasks.Count];
        Array.Fill(Values, Initial);
        _gradients = new double[Tasks.Count];
        _batches = new double[Tasks.Count];
        _adam = new TaskAdam(Tasks.Count);
    }

    /// <inheritdoc/>
    protected override void OnStepTaken(ReadOnlySpan<double> lossesAfter)
    {
        for (int task = 0; task < Values.Length; task++)
            if (_batches[task] > 0)
                Values[task] = _adam.Step(task, Values[task], _gradients[task] / _batches[task] + WeightDecay * Values[task], LearningRate);
        ClearGradients();
    }

    /// <summary>Adds a batch's gradient of a task's parameter.</summary>
    private protected void AddGradient(int task, double gradient)
    {
        _gradients[task] += gradient;
        _batches[task]++;
    }

    private void ClearGradients()
    {
        Array.Clear(_gradients);
        Array.Clear(_batches);
    }
}
