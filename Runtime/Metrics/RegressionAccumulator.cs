namespace MtlDsl;

/// <summary>
/// Computes <see cref="RegressionMetrics"/> over batches, in double precision. Pairs of output and label are kept for the rank correlation: those of up
/// to 262,144 rows (with more than 16 numbers, 2²² / width), and beyond that a sample of as many.
/// </summary>
public sealed class RegressionAccumulator : TaskAccumulator<RegressionMetrics, float>
{
    // As scikit-learn's: what a label of 0 counts as in the percentage error.
    private const double SmallestLabel = 2.220446049250313e-16;

    private readonly Column[] _columns;
    private readonly RankCorrelation[] _ranks;

    /// <summary>An accumulator that has seen no rows; the output and the target are (batch, width).</summary>
    /// <param name="width">How many numbers a row has.</param>
    public RegressionAccumulator(int width) : base(width, labelShape: [width])
    {
        _columns = new Column[width];
        _ranks = [.. _columns.Select(_ => new RankCorrelation(width))];
    }

    /// <inheritdoc/>
    public override RegressionMetrics Compute()
    {
        if (Count == 0)
            return new RegressionMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN);
        var elements = (double)Count * _columns.Length;
        return new RegressionMetrics(
            Loss,
            Count,
            _columns.Sum(column => column.AbsoluteErrors) / elements,
            Math.Sqrt(_columns.Sum(column => column.SquaredErrors) / elements),
            MacroMean.OfDefined(_columns.Select(column => column.R2)))
        {
            Mape = _columns.Sum(column => column.RelativeErrors) / elements,
            Spearman = MacroMean.OfDefined(_ranks.Select(ranks => ranks.Compute())),
        };
    }

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<float> label)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Add(output[i], label[i]);
            _ranks[i].Add(output[i], label[i]);
        }
    }

    private struct Column
    {
        private long _count;
        private double _mean;
        private double _squaredDeviations;

        internal double AbsoluteErrors { get; private set; }

        internal double RelativeErrors { get; private set; }

        internal double SquaredErrors { get; private set; }

        internal readonly double? R2 => _squaredDeviations == 0 ? null : 1 - SquaredErrors / _squaredDeviations;

        internal void Add(double output, double label)
        {
            AbsoluteErrors += Math.Abs(output - label);
            RelativeErrors += Math.Abs(output - label) / Math.Max(Math.Abs(label), SmallestLabel);
            SquaredErrors += (output - label) * (output - label);
            // Welford, 1962: Σ label² - (Σ label)² / n loses all digits where the labels are far from 0.
            _count++;
            var deviation = label - _mean;
            _mean += deviation / _count;
            _squaredDeviations += deviation * (label - _mean);
        }
    }
}
