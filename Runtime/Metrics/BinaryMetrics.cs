using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Metrics of a task that has yes or no as its label.</summary>
/// <param name="Loss">The task's loss, the mean over the rows by their weights; NaN with no rows.</param>
/// <param name="Count">The number of rows that have a label.</param>
/// <param name="Accuracy">The share of the rows predicted right, yes being predicted where its probability is at least 0.5; 0 .. 1.</param>
/// <param name="F1">2 TP / (2 TP + FP + FN) of yes, 0 .. 1; 0 where no row is yes or predicted so.</param>
/// <param name="Auc">
/// The area under the ROC curve, 0 .. 1: the probability that a yes scores above a no, ties counting half. NaN where the rows are all yes
/// or all no, for then there is no such curve.
/// </param>
/// <param name="LogLoss">The mean of -log p(label) in nats, without weights, and without clipping: infinite where p is 0.</param>
public sealed record BinaryMetrics(double Loss, long Count, double Accuracy, double F1, double Auc, double LogLoss) : TaskMetrics(Loss, Count)
{
    /// <summary>TP / (TP + FP) of yes, 0 .. 1; 0 where none is predicted.</summary>
    public double Precision { get; init; } = double.NaN;

    /// <summary>TP / (TP + FN) of yes, 0 .. 1; 0 where there is none.</summary>
    public double Recall { get; init; } = double.NaN;

    /// <summary>
    /// The area under the precision-recall curve as the average precision: the mean over the rows that are yes of the precision among the
    /// rows that score at least as high; 0 .. 1, NaN with no such row.
    /// </summary>
    public double AveragePrecision { get; init; } = double.NaN;

    /// <summary>By how much <see cref="Auc"/> may differ from the exact area: 0 up to 65,536 rows.</summary>
    public double AucError { get; init; }

    /// <summary>By how much <see cref="AveragePrecision"/> may differ from the exact one: 0 up to 65,536 rows.</summary>
    public double AveragePrecisionError { get; init; }

    /// <summary>Cohen's kappa (1960): agreement with the labels beyond chance, at most 1; NaN where all rows are one class and predicted so.</summary>
    public double Kappa { get; init; } = double.NaN;

    /// <summary>Matthews' correlation coefficient (1975) of labels and predictions, -1 .. 1; 0 where either are all alike.</summary>
    public double Matthews { get; init; } = double.NaN;

    /// <summary>The rows by label and prediction, 1 being yes; a row whose output is NaN counts as predicted wrong.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>How often rows with a probability of yes are yes: 15 bins over 0 .. 1.</summary>
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
