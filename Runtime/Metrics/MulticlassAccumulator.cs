namespace MtlDsl;

/// <summary>
/// Computes <see cref="MulticlassMetrics"/> over batches. The probabilities are kept for the AUC and the average precision: all of up to 65,536 rows (with
/// more than 256 classes, 2²⁴ / classes), and beyond that bins for each class, whose number grows with the logarithm of the rows.
/// </summary>
/// <remarks>
/// A row with a NaN logit counts as predicted wrong, and makes the AUC, the average precision, the log loss and the calibration error NaN.
/// </remarks>
public sealed class MulticlassAccumulator : TaskAccumulator<MulticlassMetrics, long>
{
    private readonly SoftmaxBlock _block;
    private readonly RankedScores[] _scores;
    private readonly ClassCount[] _counts;
    private readonly long[]? _confusion;
    private readonly long[] _ranks;
    private readonly CalibrationBins _calibration = new();
    private bool _undefined;
    private double _logLossSum;

    /// <summary>An accumulator that has seen no rows.</summary>
    /// <param name="classes">The number of classes, and the width of the output.</param>
    public MulticlassAccumulator(int classes) : base(classes, labelShape: [])
    {
        _block = new SoftmaxBlock(classes);
        _scores = [.. Enumerable.Range(0, classes).Select(_ => new RankedScores(classes))];
        _counts = new ClassCount[classes];
        _confusion = classes > MulticlassMetrics.MostConfusionClasses ? null : new long[classes * classes];
        _ranks = new long[classes];
    }

    /// <inheritdoc/>
    public override MulticlassMetrics Compute()
    {
        if (Count == 0)
            return new MulticlassMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        TakeBlock();
        var (macro, ranking) = (ClassCounts.Macro(_counts.Where(count => count.Labelled + count.Predicted > 0)), Rank());
        return new MulticlassMetrics(
            Loss, Count, (double)_counts.Sum(count => count.Correct) / Count, macro.F1, ranking.Auc ?? double.NaN, _logLossSum / Count)
        {
            Macro = macro,
            Micro = ClassCounts.Micro(_counts),
            Weighted = ClassCounts.Weighted(_counts),
            AveragePrecision = ranking.AveragePrecision ?? double.NaN,
            AucError = ranking.AucError,
            AveragePrecisionError = ranking.AveragePrecisionError,
            Kappa = ClassCounts.Kappa(_counts, Count),
            Matthews = ClassCounts.Matthews(_counts, Count),
            Ranks = new LabelRanks([.. _ranks], Count),
            Confusion = _confusion is null ? null : new ConfusionMatrix(_counts.Length, [.. _confusion]),
            Calibration = _calibration.Compute(),
        };
    }

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<long> label)
    {
        if (label[0] < 0 || label[0] >= _counts.Length)
            throw new ArgumentException(FormattableString.Invariant(
                $"A target is {label[0]}, and the task has {_counts.Length} classes: 0 .. {_counts.Length - 1}."), "target");
        _block.Add(output, (int)label[0]);
        if (_block.IsFull)
            TakeBlock();
    }

    private void TakeBlock()
    {
        _block.Compute();
        for (var row = 0; row < _block.Count; row++)
            TakeRow(row, _block.Labels[row], _block.Best(row));
        // The log-probability ranks as the probability does, and tells the smallest apart.
        for (var c = 0; c < _counts.Length && !_undefined; c++)
            _scores[c].Add(_block.LogProbabilities(c), _block.Labels, positive: c);
        _block.Clear();
    }

    private void TakeRow(int row, int actual, int predicted)
    {
        _logLossSum -= _block.LogProbabilities(actual)[row];
        _calibration.Add(_block.Confidence(row), predicted == actual);
        _counts[actual].Labelled++;
        if (predicted < 0)
        {
            _undefined = true;
            return;
        }
        _counts[predicted].Predicted++;
        if (predicted == actual)
            _counts[actual].Correct++;
        if (_confusion is not null)
            _confusion[actual * _counts.Length + predicted]++;
        _ranks[_block.LabelRank(row)]++;
    }

    private Ranking Rank() => _undefined ? Ranking.Undefined : Ranking.Mean([.. _scores.Select(scores => scores.Compute())]);
}
