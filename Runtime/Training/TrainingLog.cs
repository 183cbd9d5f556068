using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>What training tells a logger.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(EventId = 1, EventName = "TrainingStarted", Level = LogLevel.Information,
        Message = "Training {Model} on {Device}: {Examples} examples, {Epochs} epochs of {Batches} batches, seed {Seed}")]
    public static partial void Started(ILogger logger, string model, string device, long? examples, int epochs, int? batches, long seed);

    [LoggerMessage(EventId = 2, EventName = "EpochEnded", Level = LogLevel.Information,
        Message = "Epoch {Epoch} of {Epochs}: joint loss {JointLoss} after {Steps} steps, {Seconds} s")]
    public static partial void EpochEnded(ILogger logger, int epoch, int epochs, double jointLoss, long steps, double seconds);

    [LoggerMessage(EventId = 3, EventName = "TrainingStopped", Level = LogLevel.Information,
        Message = "Training of {Model} stopped ({Reason}) after {Steps} steps, {Seconds} s")]
    public static partial void Stopped(ILogger logger, string model, StopReason reason, long steps, double seconds);

    [LoggerMessage(EventId = 4, EventName = "TrainingResumed", Level = LogLevel.Information,
        Message = "Training goes on from {Path}: epoch {Epoch}, {Batches} batches of it taken, {Steps} steps")]
    public static partial void Resumed(ILogger logger, string path, int epoch, int batches, long steps);

    [LoggerMessage(EventId = 5, EventName = "CheckpointSaved", Level = LogLevel.Information,
        Message = "Checkpoint {Path}: epoch {Epoch}, {Steps} steps")]
    public static partial void CheckpointSaved(ILogger logger, string path, int epoch, long steps);

    [LoggerMessage(EventId = 6, EventName = "CheckpointPassedOver", Level = LogLevel.Warning,
        Message = "Checkpoint {Path} cannot be gone on from, and the one before it is tried: {Problem}")]
    public static partial void CheckpointPassedOver(ILogger logger, string path, string problem);

    [LoggerMessage(EventId = 7, EventName = "StepNotFinite", Level = LogLevel.Warning,
        Message = "A step was not finite, and training {Done}")]
    public static partial void NotFinite(ILogger logger, string done);
}
