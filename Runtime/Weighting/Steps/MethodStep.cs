using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Steps of a method on gradients, whatever these are gradients of.</summary>
internal abstract class MethodStep : JointStep
{
    private readonly double[] _scores;
    private bool _areLossesFinite = true;

    protected MethodStep(GradientMethod method, ArenaOptimizer optimizer) : base(method)
    {
        if (optimizer.Arena.Shared.Length == 0)
            throw new InvalidOperationException(
                $"{method.TypeName} combines the gradients of what tasks share, and {string.Join(", ", method.Tasks)} share no parameter: use a strategy on losses.");
        (Method, Optimizer) = (method, optimizer);
        _scores = new double[method.Tasks.Count];
    }

    protected GradientMethod Method { get; }

    protected ArenaOptimizer Optimizer { get; }

    protected TaskTape? Tape { get; set; }

    protected Tensor Shared => Optimizer.Arena.Gradients.narrow(0, Optimizer.Arena.Shared.Offset, Optimizer.Arena.Shared.Length);

    public override TaskTape? BeginTape() => Tape = new TaskTape(Optimizer.Arena, Method.Tasks.Count);

    public override void Begin() => _areLossesFinite = true;

    // What methods are given is how far each task is behind a perfect one in per cent, by the last validation.
    public override void Validated(ReadOnlySpan<double> scores)
    {
        base.Validated(scores);
        for (int i = 0; i < scores.Length; i++)
            if (double.IsFinite(scores[i])) _scores[i] = 100 * (1 - scores[i]);
    }

    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("scores", _scores);
    }

    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        double[] scores = reader.Numbers("scores");
        if (scores.Length != _scores.Length) throw reader.Refused($"has the scores of {scores.Length} tasks, and the model has {_scores.Length}");
        return () =>
        {
            load();
            scores.CopyTo(_scores, 0);
        };
    }

    public override void Dispose() => Method.Dispose();

    /// <summary>What the method makes of the gradients; not a number where they or the losses are not finite, so that the optimizer refuses the step.</summary>
    /// <param name="batches">(tasks, elements) of each batch.</param>
    /// <param name="isTaking">Whether a task takes part.</param>
    /// <param name="losses">The tasks' losses, where the method needs them.</param>
    /// <param name="representation">What the gradients are of, where they are of the representation and the method needs it.</param>
    protected Tensor Combine(Tensor[] batches, bool[] isTaking, double[] losses, Tensor? representation = null)
    {
        if (!_areLossesFinite) return batches[0].sum(dim: 0).mul(double.NaN);
        try
        {
            return Method.Combine(new TaskGradients(batches[0])
            {
                FurtherBatches = batches[1..],
                Tasks = [.. Enumerable.Range(0, isTaking.Length).Where(task => isTaking[task])],
                Losses = Method.NeedsLosses ? losses : null,
                Scores = _scores,
                Representation = representation,
                Step = Optimizer.Steps,
                Seed = Method.Seed,
            });
        }
        catch (NonFiniteGradientException)
        {
            // The sum is not finite where they are not: the optimizer finds the parameter.
            return batches.Aggregate((sum, batch) => sum + batch).sum(dim: 0);
        }
    }

    /// <summary>
    /// Notes the losses of a batch: nothing is learnt from one whose losses are not finite. On a GPU that is known only where the method needs the losses,
    /// since to ask would make each step wait.
    /// </summary>
    /// <returns>A loss that is finite only where all are.</returns>
    protected Tensor Note(Tensor[] losses)
    {
        using IDisposable untracked = no_grad();
        Tensor sum = losses.Aggregate((sum, loss) => sum + loss);
        if (Method.NeedsLosses || sum.device_type == DeviceType.CPU) _areLossesFinite &= float.IsFinite(Value(sum));
        return sum;
    }

    protected static float Value(Tensor loss)
    {
        using DisposeScope scope = NewDisposeScope();
        return MemoryMarshal.Read<float>(loss.detach().cpu().bytes);
    }
}
