namespace MtlDsl;

/// <summary>How many rows have a class as their label, as their prediction, and as both.</summary>
internal struct ClassCount
{
    internal long Labelled;
    internal long Predicted;
    internal long Correct;

    internal readonly PrecisionRecall Scores => PrecisionRecall.Of(Correct, Labelled, Predicted);
}

/// <summary>Metrics of the counts of several classes or labels, as scikit-learn's averages of the same names.</summary>
internal static class ClassCounts
{
    /// <summary>The plain mean; NaN over none.</summary>
    internal static PrecisionRecall Macro(IEnumerable<ClassCount> counts)
    {
        PrecisionRecall[] scores = [.. counts.Select(count => count.Scores)];
        return scores.Length == 0
            ? PrecisionRecall.Undefined
            : new(scores.Average(score => score.Precision), scores.Average(score => score.Recall), scores.Average(score => score.F1));
    }

    /// <summary>Of all counts together.</summary>
    internal static PrecisionRecall Micro(ClassCount[] counts) => PrecisionRecall.Of(
        counts.Sum(count => count.Correct), counts.Sum(count => count.Labelled), counts.Sum(count => count.Predicted));

    /// <summary>The mean by the number of labels; 0 with none.</summary>
    internal static PrecisionRecall Weighted(ClassCount[] counts)
    {
        var labelled = counts.Sum(count => count.Labelled);
        double Mean(Func<PrecisionRecall, double> metric) =>
            labelled == 0 ? 0 : counts.Sum(count => count.Labelled * metric(count.Scores)) / labelled;
        return new(Mean(score => score.Precision), Mean(score => score.Recall), Mean(score => score.F1));
    }

    /// <summary>Cohen's kappa (1960): (agreement - agreement by chance) / (1 - agreement by chance).</summary>
    internal static double Kappa(ClassCount[] counts, long rows)
    {
        var byChance = Sum(counts, count => (Int128)count.Labelled * count.Predicted);
        var agreement = (Int128)counts.Sum(count => count.Correct) * rows;
        return (double)(agreement - byChance) / (double)((Int128)rows * rows - byChance);
    }

    /// <summary>
    /// Matthews' correlation coefficient for several classes (Gorodkin, 2004). Rows without a prediction are one more class of predictions.
    /// </summary>
    internal static double Matthews(ClassCount[] counts, long rows)
    {
        var unpredicted = (Int128)(rows - counts.Sum(count => count.Predicted));
        var all = (Int128)rows * rows;
        var covariance = (Int128)counts.Sum(count => count.Correct) * rows - Sum(counts, count => (Int128)count.Labelled * count.Predicted);
        var labels = all - Sum(counts, count => (Int128)count.Labelled * count.Labelled);
        var predictions = all - Sum(counts, count => (Int128)count.Predicted * count.Predicted) - unpredicted * unpredicted;
        return labels == 0 || predictions == 0 ? 0 : (double)covariance / Math.Sqrt((double)labels) / Math.Sqrt((double)predictions);
    }

    // Products of counts are more than a double can tell apart.
    private static Int128 Sum(ClassCount[] counts, Func<ClassCount, Int128> value) =>
        counts.Aggregate(Int128.Zero, (sum, count) => sum + value(count));
}
