namespace MtlDsl;

/// <summary>Metrics of a task that has several labels, each yes or no on its own.</summary>
/// <param name="Loss">The task's loss, the mean over the rows; NaN with no rows.</param>
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
    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values =>
        [new("accuracy", Accuracy), new("F1", F1), new("AUC", Auc), new("log loss", LogLoss)];
}
