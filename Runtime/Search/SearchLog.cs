using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>What a search tells a logger.</summary>
internal static partial class SearchLog
{
    [LoggerMessage(EventId = 1, EventName = "SearchStarted", Level = LogLevel.Information,
        Message = "Searching weights of {Model} by {Method}: {Trials} trials, {Trainings} trainings")]
    public static partial void Started(ILogger logger, string model, string method, int trials, int trainings);

    [LoggerMessage(EventId = 2, EventName = "TrialTrained", Level = LogLevel.Information,
        Message = "Trial {Trial}, fold {Fold}, {Epochs} epochs, weights {Weights}: {ScoreName} {Score}, {Seconds} s")]
    public static partial void Trained(ILogger logger, int trial, int fold, int epochs, string weights, string scoreName, double score, double seconds);

    [LoggerMessage(EventId = 3, EventName = "TrialDiverged", Level = LogLevel.Warning,
        Message = "Trial {Trial}, fold {Fold}, weights {Weights} diverged: {Problem}")]
    public static partial void Diverged(ILogger logger, int trial, int fold, string weights, string problem);

    [LoggerMessage(EventId = 4, EventName = "SearchEnded", Level = LogLevel.Information,
        Message = "Search ended: best trial {Trial}, weights {Weights}, {ScoreName} {Score}")]
    public static partial void Ended(ILogger logger, int trial, string weights, string scoreName, double score);
}
