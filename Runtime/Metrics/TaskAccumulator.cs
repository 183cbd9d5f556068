using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Takes in the batches of an evaluation, and computes the metrics of a task over all of them.</summary>
/// <typeparam name="TMetrics">The metrics.</typeparam>
/// <typeparam name="TLabel">The type of a target's elements on the host: long or float.</typeparam>
public abstract class TaskAccumulator<TMetrics, TLabel> where TMetrics : TaskMetrics where TLabel : unmanaged
{
    private readonly int _width;
    private readonly int[] _labelShape;
    private readonly int _labelWidth;
    private double _lossSum;
    private double _weightSum;

    private protected TaskAccumulator(int width, int[] labelShape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _width = width;
        _labelShape = labelShape;
        _labelWidth = labelShape.Aggregate(1, (product, size) => product * size);
    }

    /// <summary>The number of rows with a label so far.</summary>
    public long Count { get; private set; }

    /// <summary>The mean loss of the rows so far, each batch counting by the weights of its rows; NaN with none.</summary>
    private protected double Loss => Count == 0 ? double.NaN : _lossSum / _weightSum;

    /// <summary>Takes in a batch, with one copy from the device for each tensor.</summary>
    /// <param name="output">The task's output (batch, width).</param>
    /// <param name="target">The labels: (batch) of class indices for classes, else (batch, width).</param>
    /// <param name="mask">
    /// (batch), 0 for the rows without a label, which are left out, and for the others 1 or the weight that they have in the loss, more than 0. All metrics
    /// but the loss count each row with a label once, whatever its weight. Null where every row has a label and none a weight.
    /// </param>
    /// <param name="loss">The task's loss on this batch: a scalar, the mean over the rows with a label by their weights.</param>
    /// <exception cref="ArgumentException">A shape is not as said here, or a class index is out of range.</exception>
    public void Update(Tensor output, Tensor target, Tensor? mask, Tensor loss)
    {
        var outputs = new OutputRows(output);
        RequireShape(output, nameof(output), [outputs.Count, _width]);
        RequireShape(target, nameof(target), [outputs.Count, .. _labelShape]);
        var labels = HostArray.Copy<TLabel>(target);
        var present = ReadMask(mask, outputs.Count);

        var (labelled, weight) = (0, 0.0);
        for (var row = 0; row < outputs.Count; row++)
        {
            if (present is not null && !(present[row] > 0))
                continue;
            Add(outputs[row], labels.AsSpan(row * _labelWidth, _labelWidth));
            labelled++;
            weight += present?[row] ?? 1;
        }
        // The loss of a batch without labels says nothing, even where it is NaN.
        if (labelled > 0)
            _lossSum += weight * HostArray.Copy<float>(loss)[0];
        _weightSum += weight;
        Count += labelled;
    }

    /// <summary>The metrics of all batches so far; with no labelled row, all are NaN and the count is 0.</summary>
    public abstract TMetrics Compute();

    private protected abstract void Add(ReadOnlySpan<float> output, ReadOnlySpan<TLabel> label);

    private static float[]? ReadMask(Tensor? mask, int rows)
    {
        if (mask is null)
            return null;
        RequireShape(mask, nameof(mask), [rows]);
        return HostArray.Copy<float>(mask);
    }

    private static void RequireShape(Tensor tensor, string name, int[] shape)
    {
        if (!tensor.shape.SequenceEqual(shape.Select(size => (long)size)))
            throw new ArgumentException(
                $"The {name} has the shape ({string.Join(", ", tensor.shape)}), and it has to be ({string.Join(", ", shape)}).", name);
    }
}
