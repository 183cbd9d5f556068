using System.Globalization;

namespace MtlDsl;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The cancellation token asked for it.</summary>
    Cancelled,
}

/// <summary>One epoch of training.</summary>
/// <param name="Number">The epoch, from 1.</param>
/// <param name="Train">The mean losses over its examples, taken before each step's update and weighted by the rows of each batch.</param>
/// <param name="Validation">The metrics of the validation data after it; null without such data, and where training was cancelled.</param>
/// <param name="Steps">The number of steps taken: fewer than in other epochs where training was cancelled within it.</param>
/// <param name="Duration">How long it took, validation included.</param>
public sealed record Epoch<TLosses, TMetrics>(int Number, TLosses Train, TMetrics? Validation, int Steps, TimeSpan Duration)
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics;

/// <summary>What training went through, epoch by epoch.</summary>
public sealed class History<TLosses, TMetrics>
    where TLosses : EpochLosses
    where TMetrics : ModelMetrics
{
    private readonly List<Epoch<TLosses, TMetrics>> _epochs = [];

    /// <summary>The epochs, the first one first. The last one is incomplete where training was cancelled within it.</summary>
    public IReadOnlyList<Epoch<TLosses, TMetrics>> Epochs => _epochs;

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; private set; }

    /// <summary>Adds an epoch.</summary>
    public void Add(Epoch<TLosses, TMetrics> epoch) => _epochs.Add(epoch);

    /// <summary>Notes why training ended.</summary>
    /// <returns>This history.</returns>
    public History<TLosses, TMetrics> Stop(StopReason reason)
    {
        StopReason = reason;
        return this;
    }

    /// <summary>
    /// A table with a row for each epoch: its losses, the joint loss of the validation data where there is some, steps and seconds.
    /// </summary>
    public override string ToString()
    {
        if (_epochs.Count == 0) return $"no epoch, {StopReason}";
        string[] tasks = [.. _epochs[0].Train.Tasks.Select(loss => loss.Task)];
        bool isValidated = _epochs.Any(epoch => epoch.Validation is not null);
        string[] validated = isValidated ? ["validation"] : [];
        var table = new TextTable(["epoch", "joint", .. tasks, .. validated, "steps", "seconds"], leftAligned: 0);
        foreach (Epoch<TLosses, TMetrics> epoch in _epochs)
        {
            string[] validation = isValidated ? [epoch.Validation is { } metrics ? Loss(metrics.Joint.Loss) : ""] : [];
            string[] losses = [Loss(epoch.Train.Joint), .. epoch.Train.Tasks.Select(loss => Loss(loss.Loss))];
            string seconds = Invariant($"{epoch.Duration.TotalSeconds:F2}");
            table.Add([Invariant($"{epoch.Number}"), .. losses, .. validation, Invariant($"{epoch.Steps}"), seconds]);
        }
        return table.ToString();
    }

    private static string Loss(double loss) => Invariant($"{loss:F4}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
