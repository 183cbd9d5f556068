using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>What a strategy makes of the tasks' losses within the steps of an optimizer: gradients in the arena. Keeps the mean weights of an epoch.</summary>
internal abstract class JointStep(Weighting weighting) : ICheckpointed, IDisposable
{
    private double[] _sums = new double[weighting.Tasks.Count];
    private long _steps;

    public Weighting Weighting => weighting;

    /// <summary>How many independent batches a step needs.</summary>
    public virtual int Batches => 1;

    /// <summary>Whether <see cref="Taken"/> needs the losses of the step's last batch with the new weights of the model.</summary>
    public virtual bool NeedsLossesAfterStep => false;

    /// <summary>Begins a step, whose gradients are 0 in the arena.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Records how the tasks share what they share, in the forward pass of a batch; null where that is of no use.</summary>
    public virtual TaskTape? BeginTape() => null;

    /// <summary>Adds the gradients of a batch.</summary>
    /// <param name="tasks">The tasks' losses, in the order of the model.</param>
    /// <returns>A loss: (), finite only where those are that were derived.</returns>
    public abstract Tensor Backward(ReadOnlySpan<StepLoss> tasks);

    /// <summary>Puts into the arena what is still missing in it, before the step that <paramref name="accumulated"/> batches make.</summary>
    /// <param name="accumulated">How many batches' gradients the arena has the sum of.</param>
    public virtual void Complete(int accumulated)
    {
    }

    /// <summary>After the step.</summary>
    /// <param name="lossesAfter">The losses after it: (tasks), where they are needed and the batch could be computed again.</param>
    public void Taken(Tensor? lossesAfter)
    {
        OnTaken(lossesAfter);
        for (int i = 0; i < _sums.Length; i++) _sums[i] += weighting.Weights is { } weights ? weights[i] : double.NaN;
        _steps++;
    }

    /// <summary>After batches whose step was not taken.</summary>
    public virtual void Skipped()
    {
    }

    /// <summary>After an epoch.</summary>
    /// <param name="meanLosses">The tasks' mean losses in it; NaN for a task that had no label.</param>
    public virtual void EpochEnded(ReadOnlySpan<double> meanLosses)
    {
    }

    /// <summary>After a validation.</summary>
    /// <param name="scores">How well each task does, from 0 to 1; NaN where it is not known.</param>
    public virtual void Validated(ReadOnlySpan<double> scores) => weighting.Validated(scores);

    /// <summary>The mean weights of the steps since this was last asked; NaN where there are none.</summary>
    public double[] TakeMeanWeights()
    {
        double[] means = Array.ConvertAll(_sums, sum => sum / _steps);
        (_sums, _steps) = (new double[_sums.Length], 0);
        return means;
    }

    /// <inheritdoc/>
    public virtual void Save(CheckpointWriter writer)
    {
        writer.Add("type", weighting.TypeName);
        writer.Add("weight_sums", _sums);
        writer.Add("weight_steps", _steps);
        weighting.Save(writer.Part("state"));
    }

    /// <inheritdoc/>
    public virtual Action Load(CheckpointReader reader)
    {
        string type = reader.Text("type");
        if (type != weighting.TypeName)
            throw reader.Refused($"is of a run with {type}, and this one has {weighting.TypeName}: go on with the same strategy");
        double[] sums = reader.Numbers("weight_sums");
        if (sums.Length != _sums.Length) throw reader.Refused($"has the weights of {sums.Length} tasks, and the model has {_sums.Length}");
        double steps = reader.Number("weight_steps");
        Action load = weighting.Load(reader.Part("state"));
        return () =>
        {
            load();
            (_sums, _steps) = (sums, (long)steps);
        };
    }

    public virtual void Dispose()
    {
    }

    protected virtual void OnTaken(Tensor? lossesAfter)
    {
    }

    /// <summary>Which tasks have a label in the batch.</summary>
    public static bool[] HaveLabels(ReadOnlySpan<StepLoss> tasks)
    {
        var labelled = new bool[tasks.Length];
        for (int i = 0; i < tasks.Length; i++) labelled[i] = tasks[i].Mask is not { } mask || Sum(mask) > 0;
        return labelled;
    }

    public static Tensor Stack(ReadOnlySpan<StepLoss> tasks) => stack(Losses(tasks));

    protected static Tensor[] Losses(ReadOnlySpan<StepLoss> tasks)
    {
        var losses = new Tensor[tasks.Length];
        for (int i = 0; i < tasks.Length; i++) losses[i] = tasks[i].Loss;
        return losses;
    }

    private static float Sum(Tensor mask)
    {
        using DisposeScope scope = NewDisposeScope();
        return mask.sum().cpu().item<float>();
    }
}
