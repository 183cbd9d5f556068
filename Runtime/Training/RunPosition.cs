namespace MtlDsl;

/// <summary>How far a run has come.</summary>
/// <param name="Epoch">The epoch, from 1; 0 before the first.</param>
/// <param name="Batch">The batches taken in it.</param>
/// <param name="Examples">The examples taken in it.</param>
/// <param name="StepsBeforeEpoch">The steps taken before it.</param>
/// <param name="IsEpochEnded">Whether it is in the history.</param>
/// <param name="ElapsedTicks">The time since training began, in <see cref="TimeSpan.Ticks"/>.</param>
/// <param name="StopReason">Why the run is at its end, if something in the run itself ended it; else <see cref="StopReason.Completed"/>.</param>
internal readonly record struct RunPosition(
    int Epoch, int Batch, long Examples, long StepsBeforeEpoch, bool IsEpochEnded, long ElapsedTicks, StopReason StopReason);

/// <summary>What decides which examples a batch has: within an epoch a run can go on with the same alone.</summary>
internal sealed record BatchSettings(
    int BatchSize, bool Shuffle, bool DropLastIncomplete, int AccumulateGradients, int? LimitBatches, int? LengthBuckets, long Seed);
