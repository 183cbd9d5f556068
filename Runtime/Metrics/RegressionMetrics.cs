namespace MtlDsl;

/// <summary>Metrics of a task that has one or several numbers as its label.</summary>
/// <param name="Loss">The task's loss, the mean over the rows; NaN with no rows.</param>
/// <param name="Count">The number of rows that have a label.</param>
/// <param name="Mae">The mean absolute error over all numbers, in the units of the labels.</param>
/// <param name="Rmse">The root of the mean squared error over all numbers, in the units of the labels.</param>
/// <param name="R2">
/// The coefficient of determination, 1 - Σ error² / Σ (label - mean label)²: at most 1, and 0 for always predicting the mean. Of several
/// numbers it is the mean of each one's; one whose labels are all the same has none and is left out. NaN where that leaves none.
/// </param>
public sealed record RegressionMetrics(double Loss, long Count, double Mae, double Rmse, double R2) : TaskMetrics(Loss, Count)
{
    /// <inheritdoc/>
    public override IReadOnlyList<MetricValue> Values => [new("MAE", Mae), new("RMSE", Rmse), new("R²", R2)];
}
