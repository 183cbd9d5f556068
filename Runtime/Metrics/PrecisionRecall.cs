namespace MtlDsl;

/// <summary>Precision, recall and F1, of one class or averaged over several; each is 0 where it would be 0 / 0.</summary>
/// <param name="Precision">TP / (TP + FP): the share of the predictions that are right, 0 .. 1.</param>
/// <param name="Recall">TP / (TP + FN): the share of the labels that are found, 0 .. 1.</param>
/// <param name="F1">2 TP / (2 TP + FP + FN), 0 .. 1; an average of F1 is not the F1 of the averages.</param>
public readonly record struct PrecisionRecall(double Precision, double Recall, double F1)
{
    internal static PrecisionRecall Undefined { get; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Of <paramref name="correct"/> rows that are both labelled and predicted.</summary>
    internal static PrecisionRecall Of(long correct, long labelled, long predicted) =>
        new(Share(correct, predicted), Share(correct, labelled), Share(2.0 * correct, (double)labelled + predicted));

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
