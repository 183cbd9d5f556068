using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The mean losses of an epoch, the joint loss first, weighted by rows and summed in float64.</summary>
/// <param name="tasks">The tasks' names.</param>
/// <param name="device">Where losses are.</param>
/// <param name="isDeferred">Whether to sum on the device and read only when asked, since a loss read at each step makes it wait.</param>
internal sealed class LossMeans(IReadOnlyList<string> tasks, Device device, bool isDeferred) : IDisposable
{
    private readonly double[] _sums = new double[tasks.Count + 1];
    private readonly Tensor? _sumsOnDevice = isDeferred ? zeros(tasks.Count + 1, ScalarType.Float64, device).DetachFromDisposeScope() : null;
    private bool _isRead = true;
    private long _rows;

    public bool IsDeferred => isDeferred;

    public void Clear()
    {
        _rows = 0;
        _isRead = true;
        Array.Clear(_sums);
        _sumsOnDevice?.zero_();
    }

    public void Add(ReadOnlySpan<Tensor> losses, int rows)
    {
        if (losses.Length != _sums.Length)
            throw new ArgumentException(
                $"{_sums.Length} losses are needed, the joint one and those of {string.Join(", ", tasks)}, and {losses.Length} were given.");
        _rows += rows;
        if (_sumsOnDevice is null)
        {
            for (int i = 0; i < losses.Length; i++) _sums[i] += (double)MemoryMarshal.Read<float>(losses[i].bytes) * rows;
            return;
        }
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        _sumsOnDevice.add_(stack(losses.ToArray()), alpha: rows);
        _isRead = false;
    }

    public double Mean(int index)
    {
        Read();
        return _sums[index] / _rows;
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

    public void Dispose() => _sumsOnDevice?.Dispose();

    private void Read()
    {
        if (_isRead) return;
        _isRead = true;
        using Tensor sums = _sumsOnDevice!.cpu();
        MemoryMarshal.Cast<byte, double>(sums.bytes).CopyTo(_sums);
    }
}
