using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>The order of the examples of an epoch, on the device, and the batches cut from it.</summary>
internal sealed class BatchOrder : IDisposable
{
    private readonly int _count;
    private readonly int _batchSize;
    private readonly bool _isShuffled;
    private readonly long _seed;
    private readonly int _last;
    private readonly Tensor _order;
    private Tensor? _taken;

    public BatchOrder(int count, FitOptions options, long seed, Device device)
    {
        if (count == 0) throw new ArgumentException("There is nothing to train on: the data set has no example.");
        _count = count;
        _batchSize = options.BatchSize;
        _isShuffled = options.Shuffle;
        _seed = seed;
        (Batches, _last) = Cut(count, _batchSize, options.DropLastIncomplete);
        _order = arange(count, ScalarType.Int64, device).DetachFromDisposeScope();
    }

    /// <summary>The number of batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>The rows of the batch taken last.</summary>
    public int Taken { get; private set; }

    /// <summary>The rows taken in this epoch.</summary>
    public int TakenInEpoch { get; private set; }

    /// <summary>Puts the examples into the order of an epoch, counted from 0.</summary>
    public void Arrange(int epoch)
    {
        TakenInEpoch = 0;
        if (!_isShuffled) return;
        using DisposeScope scope = NewDisposeScope();
        _order.copy_(tensor(Shuffle.Order(_seed, epoch, _count)));
    }

    /// <summary>The rows of a batch; none for null. The rows given before are freed.</summary>
    public bool TryTake(int? batch, out Tensor rows)
    {
        _taken?.Dispose();
        _taken = null;
        rows = null!;
        if (batch is not { } index) return false;
        int start = index * _batchSize;
        Taken = index == Batches - 1 ? _last : _batchSize;
        TakenInEpoch += Taken;
        rows = _taken = _order.narrow(0, start, Taken).DetachFromDisposeScope();
        return true;
    }

    public void Dispose()
    {
        _taken?.Dispose();
        _order.Dispose();
    }

    /// <summary>The number of batches and the rows of the last one. A single row that is left over joins the batch before it.</summary>
    private static (int Batches, int Last) Cut(int count, int batchSize, bool dropsIncomplete)
    {
        int full = count / batchSize, left = count % batchSize;
        if (left == 0) return (full, batchSize);
        if (dropsIncomplete && full == 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"The data set has {count} examples, a batch {batchSize}, and DropLastIncomplete leaves none: make BatchSize at most {count}."));
        if (dropsIncomplete) return (full, batchSize);
        return left == 1 && full > 0 ? (full, batchSize + 1) : (full + 1, left);
    }
}
