using System.Runtime.InteropServices;

namespace MtlDsl;

/// <summary>Computes <see cref="MulticlassMetrics"/> over batches. The logits of every row are kept, for the AUC: 4 bytes for each class.</summary>
/// <remarks>A row with a NaN logit counts as predicted wrong, and makes the AUC and the log loss NaN.</remarks>
public sealed class MulticlassAccumulator : TaskAccumulator<MulticlassMetrics, long>
{
    private readonly int _classes;
    private readonly List<float> _logits = [];
    private readonly List<LogSoftmax> _rows = [];
    private readonly List<int> _labels = [];
    private readonly long[] _labelled;
    private readonly long[] _predicted;
    private readonly long[] _correct;
    private double _logLossSum;

    /// <summary>An accumulator that has seen no rows.</summary>
    /// <param name="classes">The number of classes, and the width of the output.</param>
    public MulticlassAccumulator(int classes) : base(classes, labelShape: [])
    {
        _classes = classes;
        (_labelled, _predicted, _correct) = (new long[classes], new long[classes], new long[classes]);
    }

    /// <inheritdoc/>
    public override MulticlassMetrics Compute() =>
        Count == 0
            ? new MulticlassMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new MulticlassMetrics(Loss, Count, (double)_correct.Sum() / Count, F1(), Auc(), _logLossSum / Count);

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<long> label)
    {
        if (label[0] < 0 || label[0] >= _classes)
            throw new ArgumentException(FormattableString.Invariant(
                $"A target is {label[0]}, and the task has {_classes} classes: 0 .. {_classes - 1}."), "target");
        var (actual, row) = ((int)label[0], LogSoftmax.Of(output));
        _logits.AddRange(output);
        _rows.Add(row);
        _labels.Add(actual);
        _logLossSum -= row.Of(output[actual]);

        _labelled[actual]++;
        if (row.Best >= 0)
            _predicted[row.Best]++;
        if (row.Best == actual)
            _correct[actual]++;
    }

    private double F1() => MacroMean.OfDefined(Enumerable.Range(0, _classes).Select(c =>
        _labelled[c] + _predicted[c] == 0
            ? (double?)null
            : MacroMean.F1(_correct[c], _labelled[c] + _predicted[c] - 2 * _correct[c])));

    private double Auc()
    {
        if (_rows.Exists(row => row.Best < 0))
            return double.NaN;
        var scores = new double[_labels.Count];
        var positives = new bool[_labels.Count];
        double? Area(int c)
        {
            if (_labelled[c] == 0 || _labelled[c] == Count)
                return null;
            var values = CollectionsMarshal.AsSpan(_logits);
            for (var row = 0; row < scores.Length; row++)
            {
                // The log-probability ranks as the probability does, and tells the smallest apart.
                scores[row] = _rows[row].Of(values[row * _classes + c]);
                positives[row] = _labels[row] == c;
            }
            return RocCurve.Area(scores, positives);
        }
        return MacroMean.OfDefined(Enumerable.Range(0, _classes).Select(Area));
    }
}
