using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>A method with a parameter for each task, learnt on held-out batches by an Adam (Kingma and Ba, 2015) of its own.</summary>
/// <remarks>A task without a label in a batch stays as it is, its moments too: its Adam counts its own steps.</remarks>
public abstract class LearnedBilevelMethod : BilevelMethod
{
    private TaskAdam _adam = new(0);
    private (double[] Values, TaskAdam Adam) _before;

    /// <summary>Only the methods of this library derive from it.</summary>
    private protected LearnedBilevelMethod()
    {
    }

    /// <summary>How far a step of the parameters goes. Positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init => field = Check(value, value > 0 && double.IsFinite(value), "positive and finite"); } = 1e-3;

    /// <summary>The parameters, one for each task.</summary>
    public IReadOnlyList<double> Parameters => Values;

    private protected double[] Values { get; private set; } = [];

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("parameters", Values);
        _adam.Save(writer.Part("adam"));
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader), loadAdam = _adam.Load(reader.Part("adam"));
        double[] values = ReadNumbers(reader, "parameters");
        return () =>
        {
            load();
            loadAdam();
            Values = values;
        };
    }

    /// <inheritdoc/>
    protected internal override void OnStepSkipped() => (Values, _adam) = _before;

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        Values = new double[Tasks.Count];
        Array.Fill(Values, Initial);
        _adam = new TaskAdam(Tasks.Count);
        NoteBefore();
        NoteWeights([.. Enumerable.Range(0, Tasks.Count)]);
    }

    /// <summary>What the parameters begin with.</summary>
    private protected abstract double Initial { get; }

    /// <summary>Whether the weights are the softmax of the parameters, over the tasks at hand, or the parameters themselves.</summary>
    private protected abstract bool IsSoftmax { get; }

    /// <summary>Notes what a step begins with, to go back to.</summary>
    private protected void NoteBefore() => _before = ([.. Values], _adam.Copy());

    /// <summary>The weights of some tasks, of all tasks of the model: 0 for the others.</summary>
    private protected double[] WeightsOf(IReadOnlyList<int> tasks)
    {
        var weights = new double[Values.Length];
        if (tasks.Count == 0) return weights;
        double[] values = [.. tasks.Select(task => Values[task])];
        if (IsSoftmax) values = Simplex.Softmax(values);
        for (int i = 0; i < values.Length; i++) weights[tasks[i]] = values[i];
        return weights;
    }

    /// <summary>The gradient of the parameters, given that of the weights: both of all tasks of the model, 0 for tasks that do not matter.</summary>
    private protected double[] ThroughWeights(IReadOnlyList<int> tasks, double[] gradient)
    {
        if (!IsSoftmax) return gradient;
        double[] weights = WeightsOf(tasks), result = new double[gradient.Length];
        double mean = tasks.Sum(task => weights[task] * gradient[task]);
        foreach (int task in tasks) result[task] = weights[task] * (gradient[task] - mean);
        return result;
    }

    /// <summary>A step of the parameters of some tasks; none where a number is not finite.</summary>
    private protected void Learn(IReadOnlyList<int> tasks, double[] gradient)
    {
        if (!tasks.All(task => double.IsFinite(gradient[task]))) return;
        foreach (int task in tasks) Values[task] = _adam.Step(task, Values[task], gradient[task], LearningRate);
        NoteWeights(tasks);
    }

    private void NoteWeights(IReadOnlyList<int> tasks)
    {
        double[] weights = WeightsOf(tasks);
        foreach (int task in tasks) SetWeight(task, weights[task]);
    }
}
