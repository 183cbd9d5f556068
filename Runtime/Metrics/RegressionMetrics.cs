using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>Metrics of a task that has one or several numbers as its label.</summary>
/// <param name="Loss">The task's loss, the mean over the rows by their weights; NaN with no rows.</param>
/// <param name="Count">The number of rows that have a label.</param>
/// <param name="Mae">The mean absolute error over all numbers, in the units of the labels.</param>
/// <param name="Rmse">The root of the mean squared error over all numbers, in the units of the labels.</param>
/// <param name="R2">
/// The coefficient of determination, 1 - Σ error² / Σ (label - mean label)²: at most 1, and 0 for always predicting the mean. Of several
/// numbers it is the mean of each one's; one whose labels are all the same has none and is left out. NaN where that leaves none.
/// </param>
public sealed record RegressionMetrics(double Loss, long Count, double Mae, double Rmse, double R2) : TaskMetrics(Loss, Count)
{
    /// <summary>
    /// The mean absolute percentage error as a share, |error| / |label| over all numbers: 0.1 is 10 %. A label of 0 counts as 2.2e-16, as in
    /// scikit-learn, so that one such label decides the whole mean.
    /// </summary>
    public double Mape { get; init; } = double.NaN;

    /// <summary>
    /// Spearman's rank correlation of outputs and labels, -1 .. 1, equal numbers sharing the mean of their ranks. Of several numbers it is the
    /// mean of each one's; one of which all outputs or all labels are the same has none and is left out. NaN where that leaves none. It is
    /// exact up to 262,144 rows (with more than 16 numbers in a row, 2²² / numbers), and beyond that of a uniform sample of as many rows: that is off by
    /// 0.002 to 0.003 as a rule, and by more than 0.02 not once in ten million, whatever the data (Hoeffding, 1963).
    /// </summary>
    public double Spearman { get; init; } = double.NaN;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<MetricValue> Values => [new("MAE", Mae, HigherIsBetter: false), Main, new("R²", R2)];

    /// <inheritdoc/>
    [JsonIgnore]
    public override MetricValue Main => new("RMSE", Rmse, HigherIsBetter: false);

    /// <inheritdoc/>
    [JsonIgnore]
    public override double Score => Math.Max(R2, 0);
}
