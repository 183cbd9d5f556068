namespace MtlDsl;

/// <summary>How far training has come: reported at most every 100 ms, and at the end of each epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many epochs there will be.</param>
/// <param name="Step">The number of batches taken in this epoch.</param>
/// <param name="Steps">The number of batches of an epoch; null until a stream has ended for the first time.</param>
/// <param name="JointLoss">The mean joint loss of this epoch so far.</param>
/// <param name="TaskLosses">The mean loss of each task in this epoch so far.</param>
/// <param name="ExamplesPerSecond">The rate of this epoch so far, without validation.</param>
/// <param name="Elapsed">The time since training began.</param>
/// <param name="Remaining">The time that the rest will take if it goes on as it has; null where <paramref name="Steps"/> is.</param>
/// <param name="Validation">The metrics of the validation data, at the end of an epoch that had some.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int? Steps, double JointLoss, IReadOnlyList<NamedLoss> TaskLosses,
    double ExamplesPerSecond, TimeSpan Elapsed, TimeSpan? Remaining, ModelMetrics? Validation = null);
