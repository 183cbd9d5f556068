using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Metrics of a task that has one of several classes as its label.</summary>
/// <param name="Loss">The task's loss, the mean over the rows by their weights; NaN with no rows.</param>
/// <param name="Count">The number of rows that have a label.</param>
/// <param name="Accuracy">The share of the rows whose most probable class is the label, 0 .. 1.</param>
/// <param name="F1">
/// The mean over classes of F1 = 2 TP / (2 TP + FP + FN), 0 .. 1; classes that are neither a label nor a prediction in any row are left
/// out, as scikit-learn's macro average does.
/// </param>
/// <param name="Auc">
/// The mean over classes of the area under the ROC curve of that class against the rest, 0 .. 1. A class that no row has, or that
/// every row has, has no such curve and is left out (scikit-learn refuses such data); NaN where that leaves none.
/// </param>
/// <param name="LogLoss">The mean of -log p(label) in nats, without weights or smoothing, and without clipping: infinite where p is 0.</param>
public sealed record MulticlassMetrics(double Loss, long Count, double Accuracy, double F1, double Auc, double LogLoss) : TaskMetrics(Loss, Count)
{
    /// <summary>The largest number of classes for which there is a <see cref="Confusion"/>: its size is the square of theirs.</summary>
    public const int MostConfusionClasses = 256;

    /// <summary>The means over the classes that are a label or a prediction in some row.</summary>
    public PrecisionRecall Macro { get; init; } = PrecisionRecall.Undefined;

    /// <summary>Over all rows together: for outputs without NaN, all three are the accuracy.</summary>
    public PrecisionRecall Micro { get; init; } = PrecisionRecall.Undefined;

    /// <summary>The means over the rows of what their class has.</summary>
    public PrecisionRecall Weighted { get; init; } = PrecisionRecall.Undefined;

    /// <summary>
    /// The mean over classes of the area under the precision-recall curve of that class against the rest, as the average precision; 0 .. 1.
    /// The classes are those of <see cref="MulticlassMetrics.Auc"/>.
    /// </summary>
    public double AveragePrecision { get; init; } = double.NaN;

    /// <summary>
    /// By how much <see cref="MulticlassMetrics.Auc"/> may differ from the exact one: 0 up to 65,536 rows (with more than 256 classes, 2²⁴ / classes).
    /// </summary>
    public double AucError { get; init; }

    /// <summary>By how much <see cref="AveragePrecision"/> may differ from the exact one: 0 for as many rows.</summary>
    public double AveragePrecisionError { get; init; }

    /// <summary>Cohen's kappa (1960): agreement with the labels beyond chance, at most 1; NaN where all rows are one class and predicted so.</summary>
    public double Kappa { get; init; } = double.NaN;

    /// <summary>
    /// Matthews' correlation coefficient of labels and predictions for several classes (Gorodkin, 2004), -1 .. 1; 0 where either are all alike.
    /// </summary>
    public double Matthews { get; init; } = double.NaN;

    /// <summary>How many classes are more probable than the label, from which there is every <see cref="LabelRanks.TopAccuracy"/>.</summary>
    public LabelRanks? Ranks { get; init; }

    /// <summary>The rows by label and prediction; null with more than <see cref="MostConfusionClasses"/> classes.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>How often predictions are right, by the probability of the predicted class: 15 bins over 0 .. 1.</summary>
    public Calibration? Calibration { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<MetricValue> Values =>
        [new("accuracy", Accuracy), new("F1", F1), new("AUC", Auc), new("log loss", LogLoss, HigherIsBetter: false)];

    /// <inheritdoc/>
    [JsonIgnore]
    public override MetricValue Main => new("accuracy", Accuracy);

    /// <inheritdoc/>
    [JsonIgnore]
    public override double Score => Accuracy;
}
