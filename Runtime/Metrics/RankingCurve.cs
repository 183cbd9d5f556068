namespace MtlDsl;

/// <summary>The areas under the ROC curve and the precision-recall curve, from rows in descending order of their scores.</summary>
internal struct RankingCurve
{
    // Twice the pairs in order, so that a tie is a whole number: exact up to 2^53.
    private double _doubledWins;
    private double _precisions;

    internal long Positives { get; private set; }

    internal long Negatives { get; private set; }

    /// <summary>
    /// The share of pairs of a positive and a negative in which the former scores higher, ties counting half (Mann and Whitney, 1947;
    /// Hanley and McNeil, 1982); null where one of the two is absent.
    /// </summary>
    internal readonly double? Auc => Positives == 0 || Negatives == 0 ? null : _doubledWins / 2 / Positives / Negatives;

    /// <summary>The mean over the positives of the precision among the rows that score at least as high; null with no positive.</summary>
    internal readonly double? AveragePrecision => Positives == 0 ? null : _precisions / Positives;

    /// <summary>Adds the next row, whose score no other has.</summary>
    internal void AddOne(bool positive)
    {
        if (positive)
        {
            Positives++;
            _precisions += Positives / (double)(Positives + Negatives);
        }
        else
        {
            Negatives++;
            _doubledWins += 2.0 * Positives;
        }
    }

    /// <summary>Adds the next rows, all of one score.</summary>
    /// <returns>The precision down to them.</returns>
    internal double AddTied(long positives, long negatives) => Add(positives, negatives, (double)positives, (double)negatives);

    /// <summary>Adds the next rows, whose order among themselves is not known: the precision is that in their middle.</summary>
    /// <returns>That precision.</returns>
    internal double AddMixed(long positives, long negatives) => Add(positives, negatives, (positives + 1) / 2.0, negatives / 2.0);

    private double Add(long positives, long negatives, double truePositives, double falsePositives)
    {
        _doubledWins += negatives * (2.0 * Positives + positives);
        var precision = 0.0;
        if (positives > 0)
        {
            precision = (Positives + truePositives) / (Positives + truePositives + (Negatives + falsePositives));
            _precisions += positives * precision;
        }
        Positives += positives;
        Negatives += negatives;
        return precision;
    }
}
