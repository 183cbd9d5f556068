namespace MtlDsl;

/// <summary>The area under the ROC curve.</summary>
internal static class RocCurve
{
    /// <summary>
    /// The area by ranks, tied scores sharing the mean of theirs (Mann and Whitney, 1947; Hanley and McNeil, 1982): exact, for any number
    /// of ties. Sorts both arrays.
    /// </summary>
    /// <returns>0 .. 1; NaN where one class is absent or a score is NaN.</returns>
    internal static double Area(double[] scores, bool[] positives)
    {
        Array.Sort(scores, positives);
        // NaN sorts first.
        if (scores.Length == 0 || double.IsNaN(scores[0]))
            return double.NaN;

        var (positiveCount, doubledRanks) = (0L, 0L);
        for (int start = 0, end; start < scores.Length; start = end)
        {
            var tied = 0L;
            for (end = start; end < scores.Length && scores[end] == scores[start]; end++)
                tied += positives[end] ? 1 : 0;
            // The ranks start + 1 .. end have the mean (start + 1 + end) / 2.
            doubledRanks += tied * (start + 1 + (long)end);
            positiveCount += tied;
        }
        var negativeCount = scores.Length - positiveCount;
        var wins = (doubledRanks - positiveCount * (positiveCount + 1)) / 2.0;
        return positiveCount == 0 || negativeCount == 0 ? double.NaN : wins / positiveCount / negativeCount;
    }
}
