using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Metrics of a task that has several labels, each yes or no on its own.</summary>
/// <param name="Loss">The task's loss, the mean over the rows by their weights; NaN with no rows.</param>
/// <param name="Count">The number of rows that have their labels.</param>
/// <param name="Accuracy">The share of all single labels predicted right, 0 .. 1.</param>
/// <param name="F1">
/// The mean over all labels of F1, 0 .. 1; a label that no row has and none is predicted to have counts as 0, as in scikit-learn.
/// </param>
/// <param name="Auc">
/// The mean over labels of the area under the ROC curve, 0 .. 1; a label that no row has, or that every row has, has no such curve and
/// is left out (scikit-learn refuses such data). NaN where that leaves none.
/// </param>
/// <param name="LogLoss">The mean over all single labels of -log p(label) in nats, without clipping: infinite where p is 0.</param>
public sealed record MultiLabelMetrics(double Loss, long Count, double Accuracy, double F1, double Auc, double LogLoss) : TaskMetrics(Loss, Count)
{
    /// <summary>The means over all labels.</summary>
    public PrecisionRecall Macro { get; init; } = PrecisionRecall.Undefined;

    /// <summary>Over all single labels together.</summary>
    public PrecisionRecall Micro { get; init; } = PrecisionRecall.Undefined;

    /// <summary>The means over labels, each by the number of rows that have it; 0 where no row has any.</summary>
    public PrecisionRecall Weighted { get; init; } = PrecisionRecall.Undefined;

    /// <summary>
    /// The mean over labels of the area under the precision-recall curve, as the average precision; 0 .. 1. The labels are those of
    /// <see cref="MultiLabelMetrics.Auc"/>.
    /// </summary>
    public double AveragePrecision { get; init; } = double.NaN;

    /// <summary>
    /// By how much <see cref="MultiLabelMetrics.Auc"/> may differ from the exact one: 0 up to 65,536 rows (with more than 256 labels, 2²⁴ / labels).
    /// </summary>
    public double AucError { get; init; }

    /// <summary>By how much <see cref="AveragePrecision"/> may differ from the exact one: 0 for as many rows.</summary>
    public double AveragePrecisionError { get; init; }

    /// <summary>How often single labels with a probability of yes are yes: 15 bins over 0 .. 1.</summary>
    public Calibration? Calibration { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<MetricValue> Values =>
        [new("accuracy", Accuracy), new("F1", F1), new("AUC", Auc), new("log loss", LogLoss, HigherIsBetter: false)];

    /// <inheritdoc/>
    [JsonIgnore]
    public override MetricValue Main => new("AUC", Auc);

    /// <inheritdoc/>
    [JsonIgnore]
    public override double Score => Auc;
}
