using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Steps of a method on gradients. The tasks' own parameters get their own gradients in the arena, the shared ones a row for each task in a
/// matrix; once the batches of a step are in, the method makes one gradient of the rows.
/// </summary>
internal sealed class GradientStep : JointStep
{
    private readonly GradientMethod _method;
    private readonly ArenaOptimizer _optimizer;
    private readonly GradientMatrix[] _batches;
    private readonly bool[] _taking;
    private readonly double[] _losses;
    private readonly int[] _lossBatches;
    private readonly double[] _scores;
    private TaskTape? _tape;
    private int _batch;
    private bool _isFinite = true;

    public GradientStep(GradientMethod method, ArenaOptimizer optimizer) : base(method)
    {
        if (optimizer.Arena.Shared.Length == 0)
            throw new InvalidOperationException(
                $"{method.TypeName} combines the gradients of what tasks share, and {string.Join(", ", method.Tasks)} share no parameter: use a strategy on losses.");
        (_method, _optimizer) = (method, optimizer);
        int tasks = method.Tasks.Count;
        _batches = [.. Enumerable.Range(0, method.Batches).Select(_ => new GradientMatrix(optimizer.Arena, tasks))];
        (_taking, _losses, _lossBatches, _scores) = (new bool[tasks], new double[tasks], new int[tasks], new double[tasks]);
    }

    /// <summary>Whether the last batch's gradients came from a tape.</summary>
    internal bool HasTaped { get; private set; }

    public override int Batches => _method.Batches;

    // What methods are given is how far each task is behind a perfect one in per cent, by the last validation.
    public override void Validated(ReadOnlySpan<double> scores)
    {
        base.Validated(scores);
        for (int i = 0; i < scores.Length; i++)
            if (double.IsFinite(scores[i])) _scores[i] = 100 * (1 - scores[i]);
    }

    public override void Begin()
    {
        foreach (GradientMatrix batch in _batches) batch.Clear();
        Array.Fill(_taking, true);
        Array.Clear(_losses);
        Array.Clear(_lossBatches);
        (_batch, _isFinite) = (0, true);
    }

    public override TaskTape? BeginTape() => _tape = new TaskTape(_optimizer.Arena, _method.Tasks.Count);

    public override Tensor Backward(ReadOnlySpan<StepLoss> tasks)
    {
        Tensor[] losses = Losses(tasks);
        GradientMatrix matrix = _batches[_batch++ % _batches.Length];
        NoteLabels(tasks, isFirst: matrix.Batches == 0);
        HasTaped = _tape is { IsRead: true };
        if (HasTaped) _tape!.Backward(losses, matrix);
        else PassForEach(losses, matrix);
        _tape = null;
        matrix.EndBatch();
        using IDisposable untracked = no_grad();
        return losses.Aggregate((sum, loss) => sum + loss);
    }

    public override void Complete(int accumulated, long steps)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Tensor shared = _optimizer.Arena.Gradients.narrow(0, _optimizer.Arena.Shared.Offset, _optimizer.Arena.Shared.Length);
        shared.copy_(Combine(steps).mul(accumulated));
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

    public override void Dispose()
    {
        foreach (GradientMatrix batch in _batches) batch.Dispose();
        _method.Dispose();
    }

    private void PassForEach(Tensor[] losses, GradientMatrix matrix)
    {
        for (int task = 0; task < losses.Length; task++)
        {
            if (!losses[task].requires_grad) continue;
            losses[task].backward(retain_graph: task < losses.Length - 1);
            using DisposeScope scope = NewDisposeScope();
            using IDisposable untracked = no_grad();
            matrix.TakeFromArena(task);
        }
    }

    private Tensor Combine(long steps)
    {
        // What is left at the end of an epoch may be too few batches: the last stands for those that are missing.
        Tensor[] rows = [.. _batches.Select((batch, i) => Mean(batch.Batches > 0 ? batch : _batches.Take(i).Last(other => other.Batches > 0)))];
        // The optimizer refuses a step with such gradients, and says which parameter they are of.
        if (!_isFinite) return rows[0].sum(dim: 0).mul(double.NaN);
        try
        {
            return _method.Combine(new TaskGradients(rows[0])
            {
                FurtherBatches = rows[1..],
                Tasks = [.. Enumerable.Range(0, _taking.Length).Where(task => _taking[task])],
                Losses = [.. _losses.Select((loss, task) => loss / Math.Max(1, _lossBatches[task]))],
                Scores = _scores,
                Step = steps,
                Seed = _method.Seed,
            });
        }
        catch (NonFiniteGradientException)
        {
            return rows.Aggregate((sum, batch) => sum + batch).sum(dim: 0);
        }
    }

    private static Tensor Mean(GradientMatrix batch) => batch.Batches == 1 ? batch.Rows : batch.Rows.div(batch.Batches);

    // With several independent batches those tasks take part that have labels in each.
    private void NoteLabels(ReadOnlySpan<StepLoss> tasks, bool isFirst)
    {
        bool[] labelled = HaveLabels(tasks);
        for (int i = 0; i < tasks.Length; i++)
        {
            if (isFirst) _taking[i] &= labelled[i];
            else if (_batches.Length == 1) _taking[i] |= labelled[i];
            if (!_method.NeedsLosses || !labelled[i]) continue;
            double loss = Value(tasks[i].Loss);
            _isFinite &= double.IsFinite(loss);
            _losses[i] += loss;
            _lossBatches[i]++;
        }
    }

    private static float Value(Tensor loss)
    {
        using DisposeScope scope = NewDisposeScope();
        return MemoryMarshal.Read<float>(loss.detach().cpu().bytes);
    }
}
