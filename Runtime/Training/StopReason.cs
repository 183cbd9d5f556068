namespace MtlDsl;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The cancellation token asked for it.</summary>
    Cancelled,

    /// <summary>The metric that was watched got no better.</summary>
    EarlyStopped,

    /// <summary>A callback asked for it.</summary>
    StoppedByCallback,

    /// <summary><see cref="FitOptions.MaxSteps"/> were taken.</summary>
    MaxStepsReached,

    /// <summary><see cref="FitOptions.MaxTime"/> was over.</summary>
    MaxTimeReached,

    /// <summary>SIGINT, as from Ctrl+C.</summary>
    Interrupted,

    /// <summary>SIGTERM, as from a scheduler that wants the machine back.</summary>
    Terminated,
}
