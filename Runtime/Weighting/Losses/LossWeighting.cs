using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Makes one joint loss of the tasks' losses, at each step anew. Derive from it for a strategy of your own, which overrides
/// <see cref="Weigh"/>. An instance serves one run at a time; what it learns in a run is part of a checkpoint.
/// </summary>
/// <remarks>
/// A weight is the derivative of the joint loss with respect to a task's loss: what the task's gradient is multiplied by, whatever the
/// formula. The strategies compute in double precision in main memory, a few operations per task, so that a step costs two small tensor
/// operations. Those that look at losses (<see cref="ReadsLosses"/>) wait for the device at each step.
/// </remarks>
/// <example><code>
/// public sealed class LargestLoss : LossWeighting
/// {
///     protected override double Weigh(ReadOnlySpan&lt;int&gt; tasks, ReadOnlySpan&lt;double&gt; losses, Span&lt;double&gt; weights)
///     {
///         int largest = 0;
///         for (int i = 1; i &lt; losses.Length; i++)
///             if (losses[i] > losses[largest]) largest = i;
///         weights.Clear();
///         weights[largest] = 1;
///         return 0;
///     }
/// }
/// </code></example>
public abstract class LossWeighting : Weighting
{
    private double[] _weights = [];

    /// <summary>
    /// The tasks' weights at the last step: 1 each before the first. That of a task that was left out is the one it had before. They change
    /// with each step: copy them to keep them.
    /// </summary>
    public override IReadOnlyList<double> Weights => _weights;

    /// <summary>The number of steps taken in the run.</summary>
    public long Steps { get; private set; }

    /// <summary>The number of epochs ended in the run.</summary>
    public int Epochs { get; private set; }

    /// <summary>Whether <see cref="StepTaken"/> needs the losses of the step's last batch once more, with the weights after the step.</summary>
    public virtual bool NeedsLossesAfterStep => false;

    /// <summary>
    /// Whether <see cref="Weigh"/> looks at the losses. Where it does not it is given NaN for each, and no step waits for the device.
    /// </summary>
    protected virtual bool ReadsLosses => true;

    /// <summary>The joint loss of a batch.</summary>
    /// <param name="losses">The tasks' losses: floating-point (tasks), on any device.</param>
    /// <param name="hasLabels">
    /// Whether any row of the batch has a task's label, for each task; empty: all have. A task without one is left out, as if the model
    /// did not have it: it has no part in the joint loss, and nothing is learnt of it.
    /// </param>
    /// <returns>The joint loss: (), of the losses' type, from which backward goes to the losses. 0 where no task has a label.</returns>
    /// <remarks>Where a loss is infinite or not a number the last weights are used, and nothing is learnt from the batch.</remarks>
    /// <exception cref="ArgumentException">The losses or labels are not as many as the tasks.</exception>
    /// <exception cref="InvalidOperationException">There was no <see cref="Weighting.Begin"/>, or a loss is one that the strategy has no weight for.</exception>
    public Tensor Combine(Tensor losses, ReadOnlySpan<bool> hasLabels = default)
    {
        int[] present = Present(losses, hasLabels);
        Span<double> weights = present.Length <= 64 ? stackalloc double[present.Length] : new double[present.Length];
        double[] values = ReadsLosses ? Read(losses, present) : NotRead(present.Length);
        double offset = 0;
        if (present.Length == 0 || (ReadsLosses && !AreFinite(values)))
        {
            for (int i = 0; i < present.Length; i++) weights[i] = _weights[present[i]];
        }
        else
        {
            offset = Weigh(present, values, weights);
            for (int i = 0; i < present.Length; i++) _weights[present[i]] = weights[i];
        }
        return Joint(losses, present, weights, offset);
    }

    /// <summary>After a step of the optimizer.</summary>
    /// <param name="lossesAfter">
    /// The losses of the step's last batch with the new weights of the model, (tasks), where <see cref="NeedsLossesAfterStep"/>; what they
    /// hold for tasks without labels there does not matter.
    /// </param>
    /// <exception cref="ArgumentException">The losses are needed and missing, or are not as many as the tasks.</exception>
    public void StepTaken(Tensor? lossesAfter = null)
    {
        if (NeedsLossesAfterStep)
        {
            if (lossesAfter is null)
                throw new ArgumentException($"{GetType().Name} compares the losses before and after a step, and those after it were not given.", nameof(lossesAfter));
            OnStepTaken(Read(lossesAfter, Present(lossesAfter, default)));
        }
        else
        {
            OnStepTaken([]);
        }
        Steps++;
    }

    /// <summary>After batches whose step was not taken, since a loss or gradient was not finite: nothing is learnt from them.</summary>
    public virtual void StepSkipped()
    {
    }

    /// <summary>After an epoch.</summary>
    /// <param name="meanLosses">The tasks' mean losses in it; NaN for a task that had no label.</param>
    /// <exception cref="ArgumentException">They are not as many as the tasks.</exception>
    public void EpochEnded(ReadOnlySpan<double> meanLosses)
    {
        RequireOnePerTask(meanLosses.Length, nameof(meanLosses));
        Epochs++;
        OnEpochEnded(meanLosses);
    }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("strategy", GetType().Name);
        writer.Add("position", [Steps, Epochs]);
        writer.Add("weights", _weights);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string strategy = reader.Text("strategy");
        if (strategy != GetType().Name) throw reader.Refused($"is of a run whose losses {strategy} weighed, and this one has {GetType().Name}");
        double[] position = ReadNumbers(reader, "position", 2), weights = ReadNumbers(reader, "weights", Tasks.Count);
        return () => (Steps, Epochs, _weights) = ((long)position[0], (int)position[1], weights);
    }

    /// <summary>Finds the weights of a batch.</summary>
    /// <param name="tasks">The tasks that have a label in the batch, as indices of <see cref="Weighting.Tasks"/>, ascending. At least one.</param>
    /// <param name="losses">Their losses, all finite.</param>
    /// <param name="weights">Receives their weights: the derivatives of the joint loss with respect to the losses.</param>
    /// <returns>The joint loss less the weighted sum of the losses: 0 where it is that sum.</returns>
    protected abstract double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights);

    /// <summary>After a step of the optimizer.</summary>
    /// <param name="lossesAfter">The losses of all tasks after it where <see cref="NeedsLossesAfterStep"/>; otherwise empty.</param>
    protected virtual void OnStepTaken(ReadOnlySpan<double> lossesAfter)
    {
    }

    /// <summary>After an epoch, which <see cref="Epochs"/> counts already.</summary>
    /// <param name="meanLosses">The tasks' mean losses in it; NaN for a task that had no label.</param>
    protected virtual void OnEpochEnded(ReadOnlySpan<double> meanLosses)
    {
    }

    /// <summary>Reads numbers from a checkpoint.</summary>
    /// <exception cref="CheckpointException">There are none of that name, or another number of them.</exception>
    protected static double[] ReadNumbers(CheckpointReader reader, string name, int count)
    {
        ArgumentNullException.ThrowIfNull(reader);
        double[] numbers = reader.Numbers(name);
        return numbers.Length == count
            ? numbers
            : throw reader.Refused(FormattableString.Invariant($"has {numbers.Length} numbers as '{name}' of the weighting, and {count} are needed"));
    }

    /// <summary>Returns the value where it is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, the value and what is allowed.</exception>
    protected static double Check(double value, bool isAllowed, string allowed, [CallerMemberName] string option = "") => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} is {value}, and has to be {allowed}."));

    internal override JointStep CreateStep(ArenaOptimizer optimizer) => new LossStep(this);

    private protected override void Reset()
    {
        (Steps, Epochs) = (0, 0);
        _weights = new double[Tasks.Count];
        Array.Fill(_weights, 1);
    }

    private int[] Present(Tensor losses, ReadOnlySpan<bool> hasLabels)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (Tasks.Count == 0) throw new InvalidOperationException($"{GetType().Name} has not begun a run: call Begin with the names of the tasks first.");
        if (losses.dim() != 1 || losses.shape[0] != Tasks.Count)
            throw new ArgumentException(
                $"The losses are ({string.Join(", ", losses.shape)}), and have to be ({Tasks.Count}): those of {string.Join(", ", Tasks)}.", nameof(losses));
        if (!hasLabels.IsEmpty) RequireOnePerTask(hasLabels.Length, nameof(hasLabels));
        var present = new List<int>(Tasks.Count);
        for (int task = 0; task < Tasks.Count; task++)
            if (hasLabels.IsEmpty || hasLabels[task]) present.Add(task);
        return [.. present];
    }

    private static double[] Read(Tensor losses, int[] present)
    {
        using DisposeScope scope = NewDisposeScope();
        ReadOnlySpan<double> all = MemoryMarshal.Cast<byte, double>(losses.detach().to(ScalarType.Float64).cpu().bytes);
        var values = new double[present.Length];
        for (int i = 0; i < present.Length; i++) values[i] = all[present[i]];
        return values;
    }

    private static double[] NotRead(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static bool AreFinite(double[] values) => Array.TrueForAll(values, double.IsFinite);

    // A constant is added, not derived: backward then gives each loss its weight, and the value is the joint loss to the last digits.
    private static Tensor Joint(Tensor losses, int[] present, ReadOnlySpan<double> weights, double offset)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor chosen = present.Length == losses.shape[0]
            ? losses
            : losses.index_select(0, tensor(Array.ConvertAll(present, task => (long)task), device: losses.device));
        // A copy: a tensor over an array of .NET's lies where the array does, and how memory is aligned decides the order of a sum.
        Tensor joint = chosen.dot(tensor(weights.ToArray(), losses.dtype, losses.device).clone());
        return (offset == 0 ? joint : joint.add(offset)).MoveToOuterDisposeScope();
    }
}
