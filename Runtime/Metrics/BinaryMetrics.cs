namespace MtlDsl;

/// <summary>Metrics of a task that has yes or no as its label.</summary>
/// <param name="Loss">The task's loss, the mean over the rows; NaN with no rows.</param>
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
    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [new("accuracy", Accuracy), new("F1", F1), new("AUC", Auc), new("log loss", LogLoss)];
}
