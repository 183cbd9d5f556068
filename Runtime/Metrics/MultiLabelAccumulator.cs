namespace MtlDsl;

/// <summary>Computes <see cref="MultiLabelMetrics"/> over batches. The logits of every row are kept, for the AUC.</summary>
/// <remarks>A logit that is NaN counts as predicted wrong, and makes the AUC and the log loss NaN.</remarks>
public sealed class MultiLabelAccumulator : TaskAccumulator<MultiLabelMetrics, float>
{
    private readonly BinaryCounts[] _counts;

    /// <summary>An accumulator that has seen no rows; the output and the target are (batch, labels), the target 0 or 1.</summary>
    /// <param name="labels">The number of labels.</param>
    public MultiLabelAccumulator(int labels) : base(labels, labelShape: [labels]) =>
        _counts = [.. Enumerable.Range(0, labels).Select(_ => new BinaryCounts())];

    /// <inheritdoc/>
    public override MultiLabelMetrics Compute()
    {
        if (Count == 0)
            return new MultiLabelMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        var elements = (double)Count * _counts.Length;
        return new MultiLabelMetrics(
            Loss,
            Count,
            _counts.Sum(label => label.Correct) / elements,
            _counts.Average(label => label.F1),
            Auc(),
            _counts.Sum(label => label.LogLossSum) / elements);
    }

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> label)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i].Add(output[i], label[i] > 0.5f);
    }

    private double Auc() => _counts.Any(label => double.IsNaN(label.LogLossSum))
        ? double.NaN
        : MacroMean.OfDefined(_counts.Select(label => label.Auc()).Select(area => double.IsNaN(area) ? (double?)null : area));
}
