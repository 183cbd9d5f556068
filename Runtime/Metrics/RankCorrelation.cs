using System.Runtime.CompilerServices;

namespace MtlDsl;

/// <summary>
/// Spearman's rank correlation (1904) of pairs of numbers. Up to a number of rows it is exact; beyond it is that of a uniform sample of as many
/// rows (reservoir sampling, Vitter, 1985), which the numbers of the rows determine alone.
/// </summary>
internal sealed class RankCorrelation
{
    private const int MostRows = 1 << 18;
    private const int FewestRows = 1 << 12;
    private const int RowsOfAll = 1 << 22;

    private readonly int _capacity;
    private ulong[] _pairs = [];
    private long _rows;
    private bool _undefined;
    private Philox _random = new(key: 0, stream: 0);

    /// <summary>Without rows yet.</summary>
    /// <param name="columns">How many of these a task has, for all of which there are 32 MiB of pairs.</param>
    internal RankCorrelation(int columns) => _capacity = ExactRows(columns);

    /// <summary>Up to how many rows the correlation is exact.</summary>
    internal static int ExactRows(int columns) => Math.Clamp(RowsOfAll / columns, FewestRows, MostRows);

    internal void Add(float left, float right)
    {
        _undefined |= float.IsNaN(left) || float.IsNaN(right);
        var pair = ((ulong)Ascending(left) << 32) | Ascending(right);
        if (_rows < _capacity)
        {
            if (_rows == _pairs.Length)
                Array.Resize(ref _pairs, (int)Math.Min(_capacity, Math.Max(1024, 2 * _rows)));
            _pairs[_rows++] = pair;
            return;
        }
        var place = Math.BigMul(((ulong)_random.Next() << 32) | _random.Next(), (ulong)++_rows, out _);
        if (place < (ulong)_capacity)
            _pairs[place] = pair;
    }

    /// <summary>-1 .. 1; null where either number is the same in all rows, NaN where one is.</summary>
    internal double? Compute()
    {
        if (_undefined)
            return double.NaN;
        var pairs = _pairs.AsSpan(0, (int)Math.Min(_rows, _capacity));
        var (left, right) = (Ranks(pairs, shift: 32), Ranks(pairs, shift: 0));
        var mean = (pairs.Length + 1) / 2.0;
        double products = 0, leftSquares = 0, rightSquares = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            products += (left[i] - mean) * (right[i] - mean);
            leftSquares += (left[i] - mean) * (left[i] - mean);
            rightSquares += (right[i] - mean) * (right[i] - mean);
        }
        return leftSquares == 0 || rightSquares == 0 ? null : products / Math.Sqrt(leftSquares * rightSquares);
    }

    /// <summary>The ranks from 1 of one number of each pair, equal ones sharing the mean of theirs.</summary>
    private static double[] Ranks(ReadOnlySpan<ulong> pairs, int shift)
    {
        var keys = new ulong[pairs.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((ulong)(uint)(pairs[i] >> shift) << 32) | (uint)i;
        RadixSort.Sort(keys);

        var ranks = new double[keys.Length];
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start; end < keys.Length && keys[end] >> 32 == keys[start] >> 32; end++)
            {
            }
            foreach (var key in keys.AsSpan(start..end))
                ranks[(uint)key] = (start + 1 + end) / 2.0;
        }
        return ranks;
    }

    /// <summary>A number that is as much larger or smaller as the value is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Ascending(float value)
    {
        // -0 + 0 is 0.
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return (uint)(bits ^ ((bits >> 31) | int.MinValue));
    }
}
