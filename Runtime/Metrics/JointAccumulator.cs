using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Computes <see cref="JointMetrics"/> over batches.</summary>
public sealed class JointAccumulator
{
    private double _sum;
    private long _count;

    /// <summary>Takes in a batch.</summary>
    /// <param name="loss">The joint loss of the batch, a scalar.</param>
    /// <param name="rows">The number of rows in the batch, by which it counts.</param>
    public void Update(Tensor loss, long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (rows > 0)
            _sum += rows * (double)HostArray.Copy<float>(loss)[0];
        _count += rows;
    }

    /// <summary>The mean over the rows of all batches so far; NaN with none.</summary>
    public JointMetrics Compute() => new(_count == 0 ? double.NaN : _sum / _count);
}
