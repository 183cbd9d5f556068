namespace MtlDsl;

/// <summary>Between which numbers the rows lie that score above a row of a bin.</summary>
internal sealed class RankBounds
{
    private readonly ScoreBin[] _bins;
    private readonly (long Positives, long Negatives)[] _byEnd;
    private readonly ulong[] _starts;
    private readonly (long Positives, long Negatives)[] _byStart;

    /// <summary>Of bins by their ends.</summary>
    internal RankBounds(ScoreBin[] bins)
    {
        _bins = bins;
        _byEnd = Sums(bins);
        var sorted = bins.ToArray();
        _starts = [.. bins.Select(bin => bin.Start)];
        Array.Sort(_starts, sorted);
        _byStart = Sums(sorted);
    }

    /// <summary>The rows that score above every row of the bin for certain.</summary>
    internal (long Positives, long Negatives) Certain(int bin)
    {
        int low = 0, high = bin;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _bins[middle].End < _bins[bin].Start ? (middle + 1, high) : (low, middle);
        }
        return _byEnd[low];
    }

    /// <summary>The rows that may score as high as some row of the bin, with the bin's own.</summary>
    internal (long Positives, long Negatives) Possible(int bin)
    {
        int low = 0, high = _starts.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _starts[middle] <= _bins[bin].End ? (middle + 1, high) : (low, middle);
        }
        return _byStart[low];
    }

    /// <summary>The sums over the bins before each, and over all.</summary>
    private static (long Positives, long Negatives)[] Sums(ScoreBin[] bins)
    {
        var sums = new (long Positives, long Negatives)[bins.Length + 1];
        for (var i = 0; i < bins.Length; i++)
            sums[i + 1] = (sums[i].Positives + bins[i].Positives, sums[i].Negatives + bins[i].Negatives);
        return sums;
    }
}
