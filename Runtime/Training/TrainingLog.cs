using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>What training tells a logger.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(EventId = 1, EventName = "TrainingStarted", Level = LogLevel.Information,
        Message = "Training {Model} on {Device}: {Examples} examples, {Epochs} epochs of {Steps} steps, seed {Seed}")]
    public static partial void Started(ILogger logger, string model, string device, int examples, int epochs, int steps, long seed);

    [LoggerMessage(EventId = 2, EventName = "EpochEnded", Level = LogLevel.Information,
        Message = "Epoch {Epoch} of {Epochs}: joint loss {JointLoss} after {Steps} steps, {Seconds} s")]
    public static partial void EpochEnded(ILogger logger, int epoch, int epochs, double jointLoss, int steps, double seconds);

    [LoggerMessage(EventId = 3, EventName = "TrainingStopped", Level = LogLevel.Information,
        Message = "Training of {Model} stopped ({Reason}) after {Steps} steps, {Seconds} s")]
    public static partial void Stopped(ILogger logger, string model, StopReason reason, long steps, double seconds);
}
