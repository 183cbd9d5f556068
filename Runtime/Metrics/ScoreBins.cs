namespace MtlDsl;

/// <summary>
/// A deterministic sketch of scores: bins in descending order of their lowest score, each with a limited share of the rows that come before it.
/// The precision anywhere is thus known to about that share, near the top as well, and so are both areas under the curves. New scores that fall into a
/// bin join it as long as it stays small, so that bins keep their bounds while all of them grow; where more come than it may hold, they make bins
/// of their own, and its old rows remain as a bin that overlaps them. How far the areas may be off follows from the bins, whatever the order of the rows
/// was.
/// </summary>
internal static class ScoreBins
{
    /// <summary>Merges sorted keys into bins.</summary>
    /// <param name="bins">The bins, by their ends.</param>
    /// <param name="keys">Keys of <see cref="RankedScores"/>, ascending.</param>
    /// <param name="share">The share of the rows before it that a bin may have.</param>
    internal static ScoreBin[] Merge(ScoreBin[] bins, ReadOnlySpan<ulong> keys, double share)
    {
        var merged = new Merger(share);
        int bin = 0, key = 0;
        while (bin < bins.Length || key < keys.Length)
        {
            if (key == keys.Length || (bin < bins.Length && bins[bin].End < keys[key] >> 1))
            {
                merged.Add(bins[bin++]);
                continue;
            }
            var tie = NextTie(keys, ref key);
            if (bin < bins.Length && bins[bin].IsTie && bins[bin].End == tie.End)
                tie = tie.With(bins[bin++]);
            merged.Add(tie);
        }
        return merged.ToArray();
    }

    /// <summary>The rows with the score of the key at <paramref name="index"/>, which goes on to the next score.</summary>
    internal static ScoreBin NextTie(ReadOnlySpan<ulong> keys, ref int index)
    {
        var (start, score) = (index, keys[index] >> 1);
        var positives = 0L;
        for (; index < keys.Length && keys[index] >> 1 == score; index++)
            positives += (long)(keys[index] & 1);
        return new ScoreBin(score, score, positives, index - start - positives);
    }

    /// <summary>The areas, and how far they may be off.</summary>
    internal static Ranking Rank(ScoreBin[] bins)
    {
        var curve = new RankingCurve();
        var bounds = new RankBounds(bins);
        double lost = 0, won = 0, precisionErrors = 0;
        for (var i = 0; i < bins.Length; i++)
        {
            var (bin, before, possible) = (bins[i], bounds.Certain(i), bounds.Possible(i));
            // Pairs with bins before that this one overlaps are counted as in order, and pairs within it as ties.
            var within = bin.IsTie ? 0 : 0.5 * bin.Positives * bin.Negatives;
            lost += (double)(curve.Positives - before.Positives) * bin.Negatives + within;
            won += (double)(curve.Negatives - before.Negatives) * bin.Positives + within;

            var precision = bin.IsTie ? curve.AddTied(bin.Positives, bin.Negatives) : curve.AddMixed(bin.Positives, bin.Negatives);
            var known = bin.IsTie ? bin : new ScoreBin(0, 0, Math.Min(1, bin.Positives), 0);
            var highest = Precision(possible.Positives, before.Negatives + known.Negatives);
            var lowest = Precision(before.Positives + known.Positives, possible.Negatives);
            if (bin.Positives > 0)
                precisionErrors += bin.Positives * Math.Max(highest - precision, precision - lowest);
        }
        var pairs = (double)curve.Positives * curve.Negatives;
        return new Ranking(
            curve.Auc, curve.Auc is null ? 0 : Math.Max(lost, won) / pairs,
            curve.AveragePrecision, curve.AveragePrecision is null ? 0 : precisionErrors / curve.Positives);
    }

    private static double Precision(long truePositives, long falsePositives) => truePositives / ((double)truePositives + falsePositives);

    private sealed class Merger(double share)
    {
        private readonly List<ScoreBin> _bins = [];
        private ScoreBin _open;
        private long _rowsBefore;

        internal void Add(ScoreBin next)
        {
            var most = Math.Max(1, share * _rowsBefore);
            // A heavy tie stays by itself, for then nothing about it is unknown.
            if (next.IsTie && next.Count >= most)
                Close();
            _open = _open.Count == 0 ? next : _open.With(next);
            // At the end of an old bin a half will do: its bounds are kept rather than cut anew.
            if (_open.Count >= (next.IsTie ? most : most / 2))
                Close();
        }

        internal ScoreBin[] ToArray()
        {
            Close();
            return [.. _bins];
        }

        private void Close()
        {
            if (_open.Count == 0)
                return;
            _bins.Add(_open);
            _rowsBefore += _open.Count;
            _open = default;
        }
    }
}
