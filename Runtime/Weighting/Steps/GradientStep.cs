using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Steps of a method on the gradients of the shared parameters. The tasks' own parameters get their own gradients in the arena, the shared ones a
/// row for each task in a matrix; once the batches of a step are in, the method makes one gradient of the rows.
/// </summary>
internal sealed class GradientStep : MethodStep
{
    private readonly GradientMatrix[] _batches;
    private readonly bool[] _isTaking;
    private readonly double[] _losses;
    private readonly int[] _lossBatches;
    private int _batch;

    public GradientStep(GradientMethod method, ArenaOptimizer optimizer) : base(method, optimizer)
    {
        int tasks = method.Tasks.Count;
        _batches = [.. Enumerable.Range(0, method.Batches).Select(_ => new GradientMatrix(optimizer.Arena, tasks))];
        (_isTaking, _losses, _lossBatches) = (new bool[tasks], new double[tasks], new int[tasks]);
    }

    /// <summary>Whether the last batch's gradients came from a tape.</summary>
    internal bool HasTaped { get; private set; }

    public override int Batches => Method.Batches;

    public override void Begin()
    {
        base.Begin();
        foreach (GradientMatrix batch in _batches) batch.Clear();
        Array.Fill(_isTaking, true);
        Array.Clear(_losses);
        Array.Clear(_lossBatches);
        _batch = 0;
    }

    public override Tensor Backward(ReadOnlySpan<StepLoss> tasks)
    {
        Tensor[] losses = Losses(tasks);
        GradientMatrix matrix = _batches[_batch++ % _batches.Length];
        HasTaped = Tape is { IsRead: true };
        // A task that reads nothing of what is shared has nothing to say about it.
        bool[] isReading = HasTaped ? [.. losses.Select((_, task) => Tape!.IsReadBy(task))] : PassForEach(losses, matrix);
        NoteLabels(tasks, isReading, isFirst: matrix.Batches == 0);
        if (HasTaped) Tape!.Backward(losses, matrix);
        Tape = null;
        matrix.EndBatch();
        return Note(losses);
    }

    public override void Complete(int accumulated)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        // What is left at the end of an epoch may be too few batches: the last stands for those that are missing.
        Tensor[] batches = [.. _batches.Select((batch, i) => Mean(batch.Batches > 0 ? batch : _batches.Take(i).Last(other => other.Batches > 0)))];
        double[] losses = [.. _losses.Select((loss, task) => loss / Math.Max(1, _lossBatches[task]))];
        Shared.copy_(Combine(batches, _isTaking, losses).mul(accumulated));
    }

    public override void Dispose()
    {
        foreach (GradientMatrix batch in _batches) batch.Dispose();
        base.Dispose();
    }

    /// <returns>Whether a task's gradient has elements that are not 0.</returns>
    private static bool[] PassForEach(Tensor[] losses, GradientMatrix matrix)
    {
        var isReading = new bool[losses.Length];
        for (int task = 0; task < losses.Length; task++)
        {
            if (!losses[task].requires_grad) continue;
            losses[task].backward(retain_graph: task < losses.Length - 1);
            using DisposeScope scope = NewDisposeScope();
            using IDisposable untracked = no_grad();
            matrix.TakeFromArena(task);
            isReading[task] = Value(matrix.Rows.select(0, task).abs().max()) is not 0;
        }
        return isReading;
    }

    private static Tensor Mean(GradientMatrix batch) => batch.Batches == 1 ? batch.Rows : batch.Rows.div(batch.Batches);

    // With several independent batches those tasks take part that have labels in each.
    private void NoteLabels(ReadOnlySpan<StepLoss> tasks, bool[] isReading, bool isFirst)
    {
        bool[] labelled = [.. HaveLabels(tasks).Zip(isReading, (labelled, reading) => labelled && reading)];
        for (int i = 0; i < tasks.Length; i++)
        {
            if (isFirst) _isTaking[i] &= labelled[i];
            else if (_batches.Length == 1) _isTaking[i] |= labelled[i];
            if (!Method.NeedsLosses || !labelled[i]) continue;
            _losses[i] += Value(tasks[i].Loss);
            _lossBatches[i]++;
        }
    }
}
