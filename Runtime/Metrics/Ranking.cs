namespace MtlDsl;

/// <summary>How well scores put positives before negatives.</summary>
/// <param name="Auc">The area under the ROC curve; null where positives or negatives are absent, NaN where a score is.</param>
/// <param name="AucError">By how much that may differ from the exact area.</param>
/// <param name="AveragePrecision">The average precision; null where positives are absent, NaN where a score is.</param>
/// <param name="AveragePrecisionError">By how much that may differ from the exact one.</param>
internal readonly record struct Ranking(double? Auc, double AucError, double? AveragePrecision, double AveragePrecisionError)
{
    /// <summary>Of scores of which one is NaN.</summary>
    internal static Ranking Undefined { get; } = new(double.NaN, 0, double.NaN, 0);

    internal static Ranking Of(RankingCurve curve) => new(curve.Auc, 0, curve.AveragePrecision, 0);

    /// <summary>The mean over classes or labels of what they have; NaN where none has it.</summary>
    internal static Ranking Mean(IReadOnlyCollection<Ranking> rankings) => new(
        MacroMean.OfDefined(rankings.Select(ranking => ranking.Auc)),
        Error(rankings.Where(ranking => ranking.Auc is not null).Select(ranking => ranking.AucError)),
        MacroMean.OfDefined(rankings.Select(ranking => ranking.AveragePrecision)),
        Error(rankings.Where(ranking => ranking.AveragePrecision is not null).Select(ranking => ranking.AveragePrecisionError)));

    private static double Error(IEnumerable<double> errors) => errors.DefaultIfEmpty().Average();
}
