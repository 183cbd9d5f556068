using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Learns how tasks are to be weighed from examples that the model's step does not learn from: an outer problem on held-out batches, around the inner
/// one on the training batches. Derive from it for a method of your own.
/// </summary>
/// <remarks>
/// Each step has a held-out batch besides its own, of <see cref="FitOptions.HeldOut"/>, else of the validation data, else of the training data in an
/// order of its own. One batch makes a step: it cannot be combined with <see cref="FitOptions.AccumulateGradients"/>.
/// </remarks>
public abstract class BilevelMethod : Weighting
{
    private double[] _weights = [];

    /// <summary>The tasks' weights at the last step: 1 each before the first where the method does not know. They change with each step: copy them to keep them.</summary>
    public override IReadOnlyList<double> Weights => _weights;

    /// <summary>The number of epochs ended in the run.</summary>
    public int Epochs { get; private set; }

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("epochs", Epochs);
        writer.Add("weights", _weights);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        double epochs = reader.Number("epochs");
        double[] weights = ReadNumbers(reader, "weights");
        return () => (Epochs, _weights) = ((int)epochs, weights);
    }

    /// <summary>Makes the gradient of a step. Losses that are not finite never get here.</summary>
    /// <param name="step">Gives losses and gradients of the step's two batches, at the parameters as they are or moved.</param>
    /// <returns>
    /// The gradient of all parameters, which the optimizer is given: float32 (arena length). Where it is not finite the step is not taken. What is
    /// made in here is freed after the step.
    /// </returns>
    protected internal abstract Tensor Step(BilevelStep step);

    /// <summary>After a step that the optimizer refused, since a loss or gradient was not finite: what <see cref="Step"/> has learnt is to be taken back.</summary>
    protected internal virtual void OnStepSkipped()
    {
    }

    /// <summary>Notes a task's weight, for <see cref="Weights"/>.</summary>
    protected void SetWeight(int task, double weight) => _weights[task] = weight;

    /// <summary>A number for each task, from a checkpoint.</summary>
    /// <exception cref="CheckpointException">There are none of that name, or another number of them.</exception>
    protected double[] ReadNumbers(CheckpointReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        double[] numbers = reader.Numbers(name);
        return numbers.Length == Tasks.Count
            ? numbers
            : throw reader.Refused(FormattableString.Invariant($"has {numbers.Length} numbers as '{name}' of the weighting, and the model has {Tasks.Count} tasks"));
    }

    /// <summary>Returns the value where it is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, the value and what is allowed.</exception>
    protected static T Check<T>(T value, bool isAllowed, string allowed, [CallerMemberName] string option = "") => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} is {value}, and has to be {allowed}."));

    internal void EpochEnded() => Epochs++;

    internal override JointStep CreateStep(ArenaOptimizer optimizer) => new HeldOutStep(this, optimizer);

    private protected override void Reset()
    {
        Epochs = 0;
        _weights = new double[Tasks.Count];
        Array.Fill(_weights, 1);
    }
}
