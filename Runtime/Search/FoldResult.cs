namespace MtlDsl;

/// <summary>A training that has ended, as a search's folder keeps it.</summary>
/// <param name="Trial">The trial, from 0.</param>
/// <param name="Rung">The round, from 0.</param>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="Epochs">For how many epochs it was to be trained.</param>
/// <param name="Weights">The weights that it was trained with.</param>
/// <param name="Score">The score of the model; NaN where it diverged, or where only trials together have one.</param>
/// <param name="Metrics">What was measured; null where it diverged.</param>
/// <param name="Problem">Why it has no metrics; null where it has.</param>
/// <param name="DurationTicks">How long it took.</param>
internal sealed record FoldResult(
    int Trial, int Rung, int Fold, int Epochs, IReadOnlyList<double> Weights, double Score, MetricsData? Metrics, string? Problem, long DurationTicks);
