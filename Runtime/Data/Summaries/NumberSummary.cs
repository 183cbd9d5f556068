namespace MtlDsl;

/// <summary>Count, mean, squared deviations and range of each of a row's numbers, over the rows that have it.</summary>
internal sealed class NumberSummary : ColumnSummary
{
    private readonly Moments[] _moments;

    private NumberSummary(string column, Moments[] moments) : base(column) => _moments = moments;

    /// <summary>Summarises rows.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">(rows, width), NaN where a number is missing.</param>
    /// <param name="width">How many numbers a row has.</param>
    public static NumberSummary Of(string column, ReadOnlySpan<float> values, int width)
    {
        var moments = new Moments[width];
        Array.Fill(moments, Moments.None);
        for (var start = 0; start < values.Length; start += width)
        {
            for (var i = 0; i < width; i++)
                moments[i].AddToSum(values[start + i]);
        }
        // A second pass: the sum of squares less the square of the sum would lose the deviation of large, close numbers.
        foreach (ref var number in moments.AsSpan())
            number.DivideSum();
        for (var start = 0; start < values.Length; start += width)
        {
            for (var i = 0; i < width; i++)
                moments[i].AddSquare(values[start + i]);
        }
        return new NumberSummary(column, moments);
    }

    public override ColumnSummary Merge(ColumnSummary other) =>
        new NumberSummary(Column, [.. _moments.Zip(((NumberSummary)other)._moments, Moments.Merge)]);

    /// <returns>
    /// The population's deviation, computed in double precision. A number that is constant, or that no row has, gets deviation 1; one that
    /// no row has gets mean 0.
    /// </returns>
    public override (float[] Mean, float[] Deviation) Statistics() =>
        ([.. _moments.Select(number => (float)number.Mean)], [.. _moments.Select(number => number.Deviation)]);

    private struct Moments
    {
        private long _count;
        private double _squares;
        private float _smallest;
        private float _largest;

        public static Moments None => new() { _smallest = float.PositiveInfinity, _largest = float.NegativeInfinity };

        public double Mean { get; private set; }

        // Rounding of the mean would give a constant number a tiny deviation, and standardising would then blow that up.
        public readonly float Deviation =>
            _largest > _smallest && (float)Math.Sqrt(_squares / _count) is > 0 and var deviation ? deviation : 1;

        public void AddToSum(float value)
        {
            if (float.IsNaN(value))
                return;
            _count++;
            Mean += value;
            _smallest = Math.Min(_smallest, value);
            _largest = Math.Max(_largest, value);
        }

        public void DivideSum()
        {
            if (_count > 0)
                Mean /= _count;
            if (_smallest == _largest)
                Mean = _smallest;
        }

        public void AddSquare(float value)
        {
            if (!float.IsNaN(value))
                _squares += (value - Mean) * (value - Mean);
        }

        // Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
        public static Moments Merge(Moments left, Moments right)
        {
            if (left._count == 0)
                return right;
            if (right._count == 0)
                return left;
            var count = left._count + right._count;
            var difference = right.Mean - left.Mean;
            var share = (double)right._count / count;
            return new Moments
            {
                _count = count,
                Mean = left.Mean + difference * share,
                _squares = left._squares + right._squares + difference * difference * left._count * share,
                _smallest = Math.Min(left._smallest, right._smallest),
                _largest = Math.Max(left._largest, right._largest),
            };
        }
    }
}
