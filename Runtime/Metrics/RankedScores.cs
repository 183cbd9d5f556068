using System.Runtime.CompilerServices;

namespace MtlDsl;

/// <summary>
/// The scores of positives and negatives, for what depends on their order alone. Up to a number of rows all are kept and the order is exact;
/// whenever there are as many, they are merged into <see cref="ScoreBins"/>, whose number grows with the logarithm of the rows.
/// </summary>
internal sealed class RankedScores
{
    private const int MostRows = 1 << 16;
    private const int FewestRows = 1 << 10;
    private const int RowsOfAll = 1 << 24;

    private readonly int _capacity;
    private readonly double _share;
    private ulong[] _keys = [];
    private int _count;
    private ScoreBin[] _bins = [];
    private bool _undefined;

    /// <summary>Without scores yet.</summary>
    /// <param name="rankings">How many of these a task has, for all of which there are 128 MiB of keys.</param>
    internal RankedScores(int rankings)
    {
        _capacity = ExactRows(rankings);
        _share = BinShare(rankings);
    }

    /// <summary>Up to how many rows the order is exact.</summary>
    internal static int ExactRows(int rankings) => Math.Clamp(RowsOfAll / rankings, FewestRows, MostRows);

    /// <summary>The share of the rows above it that a bin of several scores may have: a 512th where the most rows are exact.</summary>
    internal static double BinShare(int rankings) => 128.0 / ExactRows(rankings);

    internal void Add(double score, bool positive)
    {
        if (_count == _keys.Length)
            MakeRoom();
        _undefined |= double.IsNaN(score);
        _keys[_count++] = Key(score, positive);
    }

    /// <summary>Adds several scores, positive where the label is <paramref name="positive"/>.</summary>
    internal void Add(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int positive)
    {
        while (scores.Length > 0)
        {
            if (_count == _keys.Length)
                MakeRoom();
            var free = _keys.AsSpan(_count, Math.Min(scores.Length, _keys.Length - _count));
            for (var i = 0; i < free.Length; i++)
            {
                _undefined |= double.IsNaN(scores[i]);
                free[i] = Key(scores[i], labels[i] == positive);
            }
            _count += free.Length;
            scores = scores[free.Length..];
            labels = labels[free.Length..];
        }
    }

    internal Ranking Compute()
    {
        if (_undefined)
            return Ranking.Undefined;
        RadixSort.Sort(_keys.AsSpan(0, _count));
        return _bins.Length == 0 ? Exact() : ScoreBins.Rank(Merged());
    }

    private Ranking Exact()
    {
        var curve = new RankingCurve();
        var keys = _keys.AsSpan(0, _count);
        for (var i = 0; i < keys.Length;)
        {
            if (i + 1 == keys.Length || keys[i] >> 1 != keys[i + 1] >> 1)
            {
                curve.AddOne((keys[i++] & 1) != 0);
                continue;
            }
            var tie = ScoreBins.NextTie(keys, ref i);
            curve.AddTied(tie.Positives, tie.Negatives);
        }
        return Ranking.Of(curve);
    }

    private ScoreBin[] Merged() => ScoreBins.Merge(_bins, _keys.AsSpan(0, _count), _share);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom()
    {
        if (_count < _capacity)
        {
            var larger = GC.AllocateUninitializedArray<ulong>(Math.Min(_capacity, Math.Max(4 * FewestRows, 2 * _count)));
            _keys.CopyTo(larger, 0);
            _keys = larger;
            return;
        }
        RadixSort.Sort(_keys);
        _bins = Merged();
        _count = 0;
    }

    /// <summary>
    /// The upper 63 bits ascend where scores descend, and the last is 1 for a positive. Scores that agree but for the last bit of a double,
    /// which rounding has made, are tied.
    /// </summary>
    private static ulong Key(double score, bool positive)
    {
        // -0 + 0 is 0.
        var bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        var descending = (ulong)~(bits ^ ((bits >> 63) | long.MinValue));
        return (descending & ~1UL) | (positive ? 1UL : 0UL);
    }
}
