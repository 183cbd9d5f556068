using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A task's loss of a step, and which rows had its label.</summary>
/// <param name="Loss">The mean over those rows: ().</param>
/// <param name="Mask">float32 (rows), 1 where there is a label and 0 where there is none; null: all have one.</param>
public readonly record struct StepLoss(Tensor Loss, Tensor? Mask);

/// <summary>The mean losses of an epoch, the joint loss first, summed in float64. A batch counts for a task as often as it has its label.</summary>
/// <param name="tasks">The tasks' names.</param>
/// <param name="device">Where losses are.</param>
/// <param name="isDeferred">Whether to sum on the device and read only when asked, since a loss read at each step makes it wait.</param>
internal sealed class LossMeans(IReadOnlyList<string> tasks, Device device, bool isDeferred) : IDisposable
{
    private readonly double[] _sums = new double[tasks.Count + 1];
    private readonly double[] _rows = new double[tasks.Count + 1];
    private readonly Tensor? _totals = isDeferred ? zeros(2, tasks.Count + 1, ScalarType.Float64, device).DetachFromDisposeScope() : null;
    private bool _isRead = true;

    public bool IsDeferred => isDeferred;

    public void Clear()
    {
        _isRead = true;
        Array.Clear(_sums);
        Array.Clear(_rows);
        _totals?.zero_();
    }

    public void Add(Tensor joint, ReadOnlySpan<StepLoss> losses, int rows)
    {
        if (losses.Length != tasks.Count)
            throw new ArgumentException($"{tasks.Count} losses are needed, those of {string.Join(", ", tasks)}, and {losses.Length} were given.");
        if (_totals is null)
            AddHere(joint, losses, rows);
        else
            AddOnDevice(joint, losses, rows);
    }

    private void AddHere(Tensor joint, ReadOnlySpan<StepLoss> losses, int rows)
    {
        Add(0, Scalar(joint), rows);
        for (int i = 0; i < losses.Length; i++)
        {
            double labelled = rows;
            if (losses[i].Mask is { } mask)
            {
                using Tensor sum = mask.sum();
                labelled = Scalar(sum);
            }
            Add(i + 1, Scalar(losses[i].Loss), labelled);
        }

        void Add(int index, double loss, double weight)
        {
            _sums[index] += loss * weight;
            _rows[index] += weight;
        }
    }

    private void AddOnDevice(Tensor joint, ReadOnlySpan<StepLoss> losses, int rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Tensor all = full(Array.Empty<long>(), rows, ScalarType.Float32, joint.device);
        var values = new Tensor[losses.Length + 1];
        var weights = new Tensor[losses.Length + 1];
        (values[0], weights[0]) = (joint, all);
        for (int i = 0; i < losses.Length; i++) (values[i + 1], weights[i + 1]) = (losses[i].Loss, losses[i].Mask?.sum() ?? all);
        Tensor labelled = stack(weights);
        _totals!.add_(stack([stack(values) * labelled, labelled]));
        _isRead = false;
    }

    /// <summary>0 for a task of which no row had a label: there was nothing to learn from.</summary>
    public double Mean(int index)
    {
        Read();
        return _rows[index] > 0 ? _sums[index] / _rows[index] : 0;
    }

    public NamedLoss[] TaskMeans() => [.. tasks.Select((task, i) => new NamedLoss(task, Mean(i + 1)))];

    /// <summary>Throws where a sum is not finite: then so was one of the losses.</summary>
    public void ThrowIfDiverged(int epoch, int step)
    {
        Read();
        if (double.IsFinite(_sums[0])) return;
        int task = Array.FindIndex(_sums, 1, sum => !double.IsFinite(sum));
        throw new TrainingDivergedException(task < 0 ? "joint" : tasks[task - 1], _sums[Math.Max(task, 0)], epoch, step, isExact: !isDeferred);
    }

    public void Dispose() => _totals?.Dispose();

    private void Read()
    {
        if (_isRead) return;
        _isRead = true;
        using Tensor totals = _totals!.cpu();
        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(totals.bytes);
        values[.._sums.Length].CopyTo(_sums);
        values[_sums.Length..].CopyTo(_rows);
    }

    private static float Scalar(Tensor tensor) => MemoryMarshal.Read<float>(tensor.bytes);
}
