namespace MtlDsl;

/// <summary>
/// Computes <see cref="BinaryMetrics"/> over batches. The logits are kept for the AUC and the average precision: all of up to 65,536 rows, and beyond
/// that bins, whose number grows with the logarithm of the rows.
/// </summary>
/// <remarks>A row whose logit is NaN counts as predicted wrong, and makes the AUC, the average precision, the log loss and the calibration error NaN.</remarks>
public sealed class BinaryAccumulator : TaskAccumulator<BinaryMetrics, float>
{
    private readonly BinaryCounts _counts = new(labels: 1);
    private readonly CalibrationBins _calibration = new();

    /// <summary>An accumulator that has seen no rows; the output and the target are (batch, 1), the target 0 or 1.</summary>
    public BinaryAccumulator() : base(width: 1, labelShape: [1])
    {
    }

    /// <inheritdoc/>
    public override BinaryMetrics Compute()
    {
        if (Count == 0)
            return new BinaryMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        var (yes, no, ranking) = (_counts.Yes, _counts.No, _counts.Rank());
        return new BinaryMetrics(
            Loss, Count, (double)_counts.Correct / Count, yes.Scores.F1, ranking.Auc ?? double.NaN, _counts.LogLossSum / Count)
        {
            Precision = yes.Scores.Precision,
            Recall = yes.Scores.Recall,
            AveragePrecision = ranking.AveragePrecision ?? double.NaN,
            AucError = ranking.AucError,
            AveragePrecisionError = ranking.AveragePrecisionError,
            Kappa = ClassCounts.Kappa([no, yes], Count),
            Matthews = ClassCounts.Matthews([no, yes], Count),
            Confusion = new ConfusionMatrix(2, [no.Correct, no.Labelled - no.Correct, yes.Labelled - yes.Correct, yes.Correct]),
            Calibration = _calibration.Compute(),
        };
    }

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> label) =>
        _counts.Add(output[0], label[0] > 0.5f, _calibration);
}
