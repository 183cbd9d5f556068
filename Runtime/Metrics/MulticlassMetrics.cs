namespace MtlDsl;

/// <summary>Metrics of a task that has one of several classes as its label.</summary>
/// <param name="Loss">The task's loss, the mean over the rows; NaN with no rows.</param>
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
    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [new("accuracy", Accuracy), new("F1", F1), new("AUC", Auc), new("log loss", LogLoss)];
}
