using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>A task's loss of a step, and which rows had its label.</summary>
/// <param name="Loss">The mean over those rows: ().</param>
/// <param name="Mask">float32 (rows), the row's weight where there is a label and 0 where there is none; null: all have one, of weight 1.</param>
public readonly record struct StepLoss(Tensor Loss, Tensor? Mask);

/// <summary>The mean losses of an epoch, the joint loss first, summed in float64. A batch counts for a task as often as it has its label.</summary>
/// <param name="tasks">The tasks' names.</param>
/// <param name="device">Where losses are.</param>
/// <param name="isDeferred">Whether to sum on the device and read only when asked, since a loss read at each step makes it wait.</param>
internal sealed class LossMeans(IReadOnlyList<string> tasks, Device device, bool isDeferred) : ICheckpointed, IDisposable
{
    private readonly double[] _sums = new double[tasks.Count + 1];
    private readonly double[] _rows = new double[tasks.Count + 1];
    private readonly double[] _batch = new double[tasks.Count + 1];
    private readonly Tensor? _totals = isDeferred ? zeros(2, tasks.Count + 1, ScalarType.Float64, device).DetachFromDisposeScope() : null;
    private double[]? _notFinite;
    private Tensor? _last;
    private bool _isRead = true;
    private bool _isBatchRead = true;

    public bool IsDeferred => isDeferred;

    public void Clear()
    {
        _isRead = true;
        Array.Clear(_sums);
        Array.Clear(_rows);
        _totals?.zero_();
    }

    /// <summary>Takes in a batch. On the CPU, one whose joint loss is not finite is noted and does not count for the means.</summary>
    public void Add(Tensor joint, ReadOnlySpan<StepLoss> losses, long rows)
    {
        if (losses.Length != tasks.Count)
            throw new ArgumentException($"{tasks.Count} losses are needed, those of {string.Join(", ", tasks)}, and {losses.Length} were given.");
        if (_totals is null) AddHere(joint, losses, rows);
        else AddOnDevice(joint, losses, rows);
    }

    /// <summary>The loss of the last batch.</summary>
    /// <param name="index">0: the joint loss; from 1: the tasks'.</param>
    public double OfLastBatch(int index)
    {
        if (!_isBatchRead)
        {
            _isBatchRead = true;
            using DisposeScope scope = NewDisposeScope();
            MemoryMarshal.Cast<byte, double>(_last!.cpu().bytes).CopyTo(_batch);
        }
        return _batch[index];
    }

    /// <summary>0 for a task of which no row had a label: there was nothing to learn from.</summary>
    public double Mean(int index)
    {
        Read();
        return _rows[index] > 0 ? _sums[index] / _rows[index] : 0;
    }

    /// <summary>The mean of each task; NaN for one of which no row had a label.</summary>
    public double[] KnownMeans() => [.. Enumerable.Range(1, tasks.Count).Select(index => Mean(index) is var mean && _rows[index] > 0 ? mean : double.NaN)];

    public NamedLoss[] TaskMeans() => [.. tasks.Select((task, i) => new NamedLoss(task, Mean(i + 1)))];

    /// <summary>Whether every sum is finite: then so were the losses.</summary>
    public bool AreFinite()
    {
        Read();
        return double.IsFinite(_sums[0]);
    }

    /// <summary>
    /// The losses, the joint one first, of the last batch whose joint loss was not finite, of those that were taken in since this was last
    /// asked; else those of the last batch.
    /// </summary>
    public double[] TakeNotFinite()
    {
        double[] losses = _notFinite ?? [.. Enumerable.Range(0, _batch.Length).Select(OfLastBatch)];
        _notFinite = null;
        return losses;
    }

    /// <summary>Whether a batch was taken in whose joint loss was not finite, since <see cref="TakeNotFinite"/> was last asked. On the CPU only.</summary>
    public bool HasNotFinite => _notFinite is not null;

    /// <summary>The sums of the epoch, the joint one first.</summary>
    public double[] Sums()
    {
        Read();
        return _sums;
    }

    public void Save(CheckpointWriter writer)
    {
        Read();
        writer.Add("loss_sums", _sums);
        writer.Add("loss_rows", _rows);
    }

    public Action Load(CheckpointReader reader)
    {
        double[] sums = reader.Numbers("loss_sums"), rows = reader.Numbers("loss_rows");
        if (sums.Length != _sums.Length || rows.Length != _rows.Length)
            throw reader.Refused($"has {sums.Length} losses, and the model has {_sums.Length}: {tasks.Count} tasks and the joint one");
        return () =>
        {
            sums.CopyTo(_sums, 0);
            rows.CopyTo(_rows, 0);
            _isRead = true;
            if (_totals is null) return;
            using DisposeScope scope = NewDisposeScope();
            _totals.copy_(tensor([.. sums, .. rows]).view(2, sums.Length));
        };
    }

    public void Dispose()
    {
        _totals?.Dispose();
        _last?.Dispose();
    }

    private void AddHere(Tensor joint, ReadOnlySpan<StepLoss> losses, long rows)
    {
        bool isCounted = float.IsFinite(Scalar(joint));
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
        if (!isCounted) _batch.CopyTo(_notFinite = new double[_batch.Length], 0);

        void Add(int index, double loss, double weight)
        {
            _batch[index] = loss;
            if (!isCounted) return;
            _sums[index] += loss * weight;
            _rows[index] += weight;
        }
    }

    private void AddOnDevice(Tensor joint, ReadOnlySpan<StepLoss> losses, long rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Tensor all = full(Array.Empty<long>(), rows, ScalarType.Float32, joint.device);
        var values = new Tensor[losses.Length + 1];
        var weights = new Tensor[losses.Length + 1];
        (values[0], weights[0]) = (joint, all);
        for (int i = 0; i < losses.Length; i++) (values[i + 1], weights[i + 1]) = (losses[i].Loss, losses[i].Mask?.sum() ?? all);
        Tensor batch = stack(values);
        _last?.Dispose();
        _last = batch.to(ScalarType.Float64).DetachFromDisposeScope();
        _isBatchRead = false;
        Tensor labelled = stack(weights);
        _totals!.add_(stack([batch * labelled, labelled]));
        _isRead = false;
    }

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
