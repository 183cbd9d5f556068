using System.Runtime.InteropServices;

namespace MtlDsl;

/// <summary>Computes <see cref="MulticlassMetrics"/> over batches. The logits of every row are kept, for the AUC: 4 bytes for each class.</summary>
/// <remarks>A row with a NaN logit counts as predicted wrong, and makes the AUC and the log loss NaN.</remarks>
public sealed class MulticlassAccumulator : TaskAccumulator<MulticlassMetrics, long>
{
    private readonly int classes;
    private readonly List<float> logits = [];
    private readonly List<double> normalizers = [];
    private readonly List<int> labels = [];
    private readonly long[] labelled;
    private readonly long[] predicted;
    private readonly long[] correct;
    private double logLossSum;

    /// <summary>An accumulator that has seen no rows.</summary>
    /// <param name="classes">The number of classes, and the width of the output.</param>
    public MulticlassAccumulator(int classes) : base(classes, labelShape: [])
    {
        this.classes = classes;
        (labelled, predicted, correct) = (new long[classes], new long[classes], new long[classes]);
    }

    /// <inheritdoc/>
    public override MulticlassMetrics Compute() =>
        Count == 0
            ? new MulticlassMetrics(double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new MulticlassMetrics(Loss, Count, (double)correct.Sum() / Count, F1(), Auc(), logLossSum / Count);

    private protected override void Add(ReadOnlySpan<float> output, ReadOnlySpan<long> label)
    {
        if (label[0] < 0 || label[0] >= classes)
            throw new ArgumentException(FormattableString.Invariant(
                $"A target is {label[0]}, and the task has {classes} classes: 0 .. {classes - 1}."), "target");
        var (actual, best, normalizer) = ((int)label[0], Logits.ArgMax(output), Logits.LogSumExp(output));
        logits.AddRange(output);
        normalizers.Add(normalizer);
        labels.Add(actual);
        logLossSum += normalizer - output[actual];

        labelled[actual]++;
        if (best >= 0)
            predicted[best]++;
        if (best == actual)
            correct[actual]++;
    }

    private double F1() => MacroMean.OfDefined(Enumerable.Range(0, classes).Select(c =>
        labelled[c] + predicted[c] == 0
            ? (double?)null
            : MacroMean.F1(correct[c], labelled[c] + predicted[c] - 2 * correct[c])));

    private double Auc()
    {
        if (normalizers.Exists(double.IsNaN))
            return double.NaN;
        var scores = new double[labels.Count];
        var positives = new bool[labels.Count];
        double? Area(int c)
        {
            if (labelled[c] == 0 || labelled[c] == Count)
                return null;
            var values = CollectionsMarshal.AsSpan(logits);
            for (var row = 0; row < scores.Length; row++)
            {
                // The log-probability ranks as the probability does, and tells the smallest apart.
                scores[row] = values[row * classes + c] - normalizers[row];
                positives[row] = labels[row] == c;
            }
            return RocCurve.Area(scores, positives);
        }
        return MacroMean.OfDefined(Enumerable.Range(0, classes).Select(Area));
    }
}
