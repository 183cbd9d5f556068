using System.Globalization;
using System.Text.Json.Serialization;

namespace MtlDsl;

/// <summary>How well a model does a task on a data set, over the rows that have the task's label.</summary>
/// <param name="Loss">The task's loss: the mean over the rows, by their weights where they have any, of what the loss attribute says; NaN with no rows.</param>
/// <param name="Count">The number of rows that have a label.</param>
[JsonDerivedType(typeof(BinaryMetrics), "binary")]
[JsonDerivedType(typeof(MulticlassMetrics), "multiclass")]
[JsonDerivedType(typeof(MultiLabelMetrics), "multilabel")]
[JsonDerivedType(typeof(RegressionMetrics), "regression")]
public abstract record TaskMetrics(double Loss, long Count)
{
    /// <summary>The metrics without the loss, the most telling first.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<MetricValue> Values { get; }

    /// <summary>
    /// The one metric by which models are compared: the accuracy of classes, the AUC of yes or no and of several labels, the RMSE of numbers,
    /// as papers report these tasks. NaN where it is undefined.
    /// </summary>
    [JsonIgnore]
    public abstract MetricValue Main { get; }

    /// <summary>
    /// How well the task is done, from 0 to 1: the main metric where it goes from 0 to 1, and of numbers the share of their variance that is
    /// explained, which is R², or 0 where that is negative. NaN where it is undefined.
    /// </summary>
    [JsonIgnore]
    public abstract double Score { get; }

    /// <summary>As <c>loss 0.2713, accuracy 0.9312, F1 0.9301 (1000 rows)</c>.</summary>
    public sealed override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{string.Join(", ", Values.Prepend(new MetricValue("loss", Loss, HigherIsBetter: false)))} ({Count} rows)");
}
