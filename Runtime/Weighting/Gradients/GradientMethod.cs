using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Combines the tasks' gradients of the shared parameters into the one that the optimizer is given. Most methods weigh the gradients by their Gram matrix:
/// for one of your own derive from <see cref="GramMethod"/>.
/// </summary>
/// <remarks>
/// A method sees the rows of the tasks that take part in a step, as if there were no others; what it remembers of the others stays as it is. Random choices are
/// a pure function of seed and step. An instance belongs to one run.
/// </remarks>
public abstract class GradientMethod : Weighting, IDisposable
{
    /// <summary>How many independent batches a step needs the gradients of.</summary>
    public virtual int Batches => 1;

    /// <summary>Whether it needs the values of the losses, which on a GPU costs a wait.</summary>
    public virtual bool NeedsLosses => false;

    /// <summary>Whether it needs <see cref="TaskGradients.Scores"/>.</summary>
    public virtual bool NeedsScores => false;

    /// <summary>
    /// Whether it works on the gradients of the shared representation, which the tasks' own nodes read, and not of the shared parameters: one pass through
    /// what is shared instead of one for each task, as MGDA-UB (Sener and Koltun, 2018).
    /// </summary>
    public bool OnRepresentation { get; init; }

    /// <summary>Whether it needs <see cref="TaskGradients.Representation"/>, where it works on its gradients.</summary>
    public virtual bool NeedsRepresentation => false;

    /// <summary>Whether it can: not where gradients of several steps or batches are compared, whose examples differ.</summary>
    public virtual bool AllowsRepresentation => Batches == 1;

    /// <summary>
    /// What the last step multiplied each task's gradient by, 0 for tasks that took no part; null before the first step, and for a method that has no such numbers.
    /// </summary>
    public override IReadOnlyList<double>? Weights => Combined;

    /// <summary>Combines the gradients of a step.</summary>
    /// <returns>The combined gradient: float32 (parameters), 0 where no task takes part. It is the caller's to dispose.</returns>
    /// <exception cref="ArgumentException">Something that the method needs is missing, does not fit or is not finite.</exception>
    public Tensor Combine(TaskGradients step)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var rows = GradientRows.Of(step, this);
        if (rows.Tasks.Count > 0) return Combine(rows).MoveToOuterDisposeScope();
        Combined = new double[rows.TaskCount];
        return zeros(step.Gradients.shape[1], device: step.Gradients.device).MoveToOuterDisposeScope();
    }

    /// <summary>Combines the rows of the tasks that take part, of which there is at least one, in a scope that frees tensors and without gradients.</summary>
    /// <returns>float32 (parameters).</returns>
    protected abstract Tensor Combine(GradientRows rows);

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader) => static () => { };

    /// <summary>What <see cref="Weights"/> gives.</summary>
    private protected double[]? Combined { get; set; }

    internal override JointStep CreateStep(ArenaOptimizer optimizer) => OnRepresentation ? new RepresentationStep(this, optimizer) : new GradientStep(this, optimizer);

    private protected override void Reset() => Combined = null;

    /// <summary>Frees the tensors that it remembers.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The sum of the rows with these weights, which it keeps as <see cref="Weights"/>.</summary>
    /// <param name="rows">The step.</param>
    /// <param name="gradients">float32 (rows, parameters).</param>
    /// <param name="weights">The weight of each row.</param>
    private protected Tensor Apply(GradientRows rows, Tensor gradients, double[] weights)
    {
        var all = new double[rows.TaskCount];
        for (var i = 0; i < weights.Length; i++) all[rows.Tasks[i]] = weights[i];
        Combined = all;
        return gradients.t().mv(tensor(Array.ConvertAll(weights, weight => (float)weight), device: gradients.device));
    }

    /// <summary>Returns the value where it is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; the message names the option, the value and what is allowed.</exception>
    protected static T Check<T>(T value, bool isAllowed, string allowed, [CallerMemberName] string option = "") => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} is {value}, and has to be {allowed}."));
}
