using System.Runtime.Intrinsics;

namespace MtlDsl;

/// <summary>
/// The softmax of a block of rows in double precision, four rows at a time: values lie by class and then by row, so that every row has a lane of
/// the vectors for itself.
/// </summary>
internal sealed class SoftmaxBlock
{
    private const int Lanes = 4;
    private const int MostRows = 256;
    private const int MostValues = 1 << 17;

    private readonly int _classes;
    private readonly int _rows;
    private readonly double[] _values;
    private readonly int[] _labels;
    private readonly double[] _labelIndices;
    private readonly double[] _labelLogits;
    private readonly double[] _best;
    private readonly double[] _confidences;
    private readonly double[] _ranks;

    internal SoftmaxBlock(int classes)
    {
        _classes = classes;
        _rows = Math.Clamp(MostValues / classes, Lanes, MostRows) / Lanes * Lanes;
        _values = new double[classes * _rows];
        _labels = new int[_rows];
        (_labelIndices, _labelLogits) = (new double[_rows], new double[_rows]);
        (_best, _confidences, _ranks) = (new double[_rows], new double[_rows], new double[_rows]);
    }

    /// <summary>The number of rows in the block.</summary>
    internal int Count { get; private set; }

    internal bool IsFull => Count == _rows;

    /// <summary>The labels of the rows.</summary>
    internal ReadOnlySpan<int> Labels => _labels.AsSpan(0, Count);

    /// <summary>After <see cref="Compute"/>, the log-probability of a class in each row.</summary>
    internal ReadOnlySpan<double> LogProbabilities(int label) => _values.AsSpan(label * _rows, Count);

    /// <summary>After <see cref="Compute"/>, the most probable class of a row, the first of several; -1 where a logit is NaN.</summary>
    internal int Best(int row) => (int)_best[row];

    /// <summary>After <see cref="Compute"/>, the probability of that class.</summary>
    internal double Confidence(int row) => _confidences[row];

    /// <summary>After <see cref="Compute"/>, how many classes are more probable than the row's label, or as probable and before it.</summary>
    internal int LabelRank(int row) => (int)_ranks[row];

    internal void Add(ReadOnlySpan<float> logits, int label)
    {
        for (var c = 0; c < logits.Length; c++)
            _values[c * _rows + Count] = logits[c];
        _labels[Count] = label;
        (_labelIndices[Count], _labelLogits[Count]) = (label, logits[label]);
        Count++;
    }

    internal void Clear() => Count = 0;

    /// <summary>Turns the logits into log-probabilities; lanes beyond the last row compute what nobody reads.</summary>
    internal void Compute()
    {
        for (var row = 0; row < Count; row += Lanes)
        {
            var (best, largest) = Largest(row);
            Vector256.StoreUnsafe(Ranks(row), ref _ranks[row]);
            var logSum = Log1P(OtherExponentials(row, best, largest));
            Vector256.StoreUnsafe(best, ref _best[row]);
            Vector256.StoreUnsafe(Vector256.Exp(-logSum), ref _confidences[row]);
            for (var c = 0; c < _classes; c++)
                Vector256.StoreUnsafe(Values(c, row) - largest - logSum, ref _values[c * _rows + row]);
        }
    }

    private Vector256<double> Values(int c, int row) => Vector256.LoadUnsafe(ref _values[c * _rows + row]);

    /// <summary>The first class of the largest logit, and that logit; -1 and NaN where one is NaN.</summary>
    private (Vector256<double> Class, Vector256<double> Logit) Largest(int row)
    {
        var (best, largest) = (Vector256<double>.Zero, Values(0, row));
        var numbers = Vector256.Equals(largest, largest);
        for (var c = 1; c < _classes; c++)
        {
            var values = Values(c, row);
            var larger = Vector256.GreaterThan(values, largest);
            best = Vector256.ConditionalSelect(larger, Vector256.Create((double)c), best);
            largest = Vector256.ConditionalSelect(larger, values, largest);
            numbers &= Vector256.Equals(values, values);
        }
        return (
            Vector256.ConditionalSelect(numbers, best, Vector256.Create(-1.0)),
            Vector256.ConditionalSelect(numbers, largest, Vector256.Create(double.NaN)));
    }

    private Vector256<double> Ranks(int row)
    {
        var (labels, logits) = (Vector256.LoadUnsafe(ref _labelIndices[row]), Vector256.LoadUnsafe(ref _labelLogits[row]));
        var ranks = Vector256<double>.Zero;
        for (var c = 0; c < _classes; c++)
        {
            var values = Values(c, row);
            var before = Vector256.GreaterThan(values, logits)
                | (Vector256.Equals(values, logits) & Vector256.LessThan(Vector256.Create((double)c), labels));
            ranks += before & Vector256<double>.One;
        }
        return ranks;
    }

    /// <summary>Σ exp(logit - largest), apart from the largest logit, beside which it would lose its digits.</summary>
    private Vector256<double> OtherExponentials(int row, Vector256<double> best, Vector256<double> largest)
    {
        var sum = Vector256<double>.Zero;
        for (var c = 0; c < _classes; c++)
        {
            var isBest = Vector256.Equals(best, Vector256.Create((double)c));
            sum += Vector256.AndNot(Vector256.Exp(Values(c, row) - largest), isBest);
        }
        return sum;
    }

    /// <summary>As <see cref="Logits.Log1P"/>.</summary>
    private static Vector256<double> Log1P(Vector256<double> x)
    {
        var sum = x + Vector256<double>.One;
        var isOne = Vector256.Equals(sum, Vector256<double>.One);
        return Vector256.ConditionalSelect(isOne, x, Vector256.Log(sum) * (x / (sum - Vector256<double>.One)));
    }
}
