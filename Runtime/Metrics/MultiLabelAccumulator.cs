namespace MtlDsl;

/// <summary>
/// Computes <see cref="MultiLabelMetrics"/> over batches. The logits are kept for the AUC and the average precision: all of up to 65,536 rows (with more
/// than 256 labels, 2²⁴ / labels), and beyond that bins, whose number grows with the logarithm of the rows.
/// </summary>
/// <remarks>A logit that is NaN counts as predicted wrong, and makes the AUC, the average precision, the log loss and the calibration error NaN.</remarks>
public sealed class MultiLabelAccumulator : TaskAccumulator<MultiLabelMetrics, float>
{
    private readonly BinaryCounts[] _counts;
    private readonly CalibrationBins _calibration = new();

    /// <summary>An accumulator that has seen no rows; the output and the target are (batch, labels), the target 0 or 1.</summary>
    /// <param name="labels">The number of labels.</param>
    public MultiLabelAccumulator(int labels) : base(labels, labelShape: [labels]) =>
        _counts = [.. Enumerable.Range(0, labels).Select(_ => new BinaryCounts(labels))];

    /// <inheritdoc/>
    public override MultiLabelMetrics Compute()
    {
        if (Count == 0)
            return new MultiLabelMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        var elements = (double)Count * _counts.Length;
        ClassCount[] labels = [.. _counts.Select(label => label.Yes)];
        var (macro, ranking) = (ClassCounts.Macro(labels), Rank());
        return new MultiLabelMetrics(
            Loss, Count, _counts.Sum(label => label.Correct) / elements, macro.F1, ranking.Auc ?? double.NaN,
            _counts.Sum(label => label.LogLossSum) / elements)
        {
            Macro = macro,
            Micro = ClassCounts.Micro(labels),
            Weighted = ClassCounts.Weighted(labels),
            AveragePrecision = ranking.AveragePrecision ?? double.NaN,
            AucError = ranking.AucError,
            AveragePrecisionError = ranking.AveragePrecisionError,
            Calibration = _calibration.Compute(),
        };
    }

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> label)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i].Add(output[i], label[i] > 0.5f, _calibration);
    }

    private Ranking Rank() => _counts.Any(label => double.IsNaN(label.LogLossSum))
        ? Ranking.Undefined
        : Ranking.Mean([.. _counts.Select(label => label.Rank())]);
}
