namespace MtlDsl;

/// <summary>How a model's own records are made from what the loop computes.</summary>
/// <param name="Tasks">The tasks' names, in the order of the model.</param>
/// <param name="LossWeights">By what each task's loss is multiplied.</param>
/// <param name="Losses">Makes the losses from the joint one and each task's.</param>
/// <param name="Metrics">Makes the metrics from the joint ones and each task's.</param>
public sealed record ModelRecords<TLosses, TMetrics>(
    IReadOnlyList<string> Tasks,
    IReadOnlyList<double> LossWeights,
    Func<IReadOnlyList<double>, TLosses> Losses,
    Func<JointMetrics, IReadOnlyList<TaskMetrics>, TMetrics> Metrics)
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics;
