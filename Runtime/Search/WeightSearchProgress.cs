namespace MtlDsl;

/// <summary>A training of a search has ended.</summary>
/// <param name="Rung">The round that it was of, from 1.</param>
/// <param name="Rungs">The number of rounds.</param>
/// <param name="Trial">The trial, from 1.</param>
/// <param name="Fold">The fold, from 1.</param>
/// <param name="Folds">The number of folds.</param>
/// <param name="Weights">The weights of the trial, in the order of the tasks.</param>
/// <param name="Score">Its score; NaN where it diverged, and where only trials together have scores.</param>
/// <param name="Done">The number of trainings that have ended, those before an interruption included.</param>
/// <param name="Total">The number of all trainings.</param>
/// <param name="Elapsed">The time since the search began, or went on.</param>
/// <param name="Remaining">About how long it will still take, by the epochs that are left; null before the first training.</param>
public sealed record WeightSearchProgress(
    int Rung, int Rungs, int Trial, int Fold, int Folds, IReadOnlyList<double> Weights, double Score, int Done, int Total,
    TimeSpan Elapsed, TimeSpan? Remaining);
