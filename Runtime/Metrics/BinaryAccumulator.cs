namespace MtlDsl;

/// <summary>Computes <see cref="BinaryMetrics"/> over batches. The logit of every row is kept, for the AUC.</summary>
/// <remarks>A row whose logit is NaN counts as predicted wrong, and makes the AUC and the log loss NaN.</remarks>
public sealed class BinaryAccumulator : TaskAccumulator<BinaryMetrics, float>
{
    private readonly BinaryCounts _counts = new();

    /// <summary>An accumulator that has seen no rows; the output and the target are (batch, 1), the target 0 or 1.</summary>
    public BinaryAccumulator() : base(width: 1, labelShape: [1])
    {
    }

    /// <inheritdoc/>
    public override BinaryMetrics Compute() =>
        Count == 0
            ? new BinaryMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new BinaryMetrics(Loss, Count, (double)_counts.Correct / Count, _counts.F1, _counts.Auc(), _counts.LogLossSum / Count);

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> label) => _counts.Add(output[0], label[0] > 0.5f);
}
