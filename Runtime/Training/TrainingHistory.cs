using System.Globalization;

namespace MtlDsl;

/// <summary>What training went through, whatever the model.</summary>
public abstract class TrainingHistory
{
    private readonly List<MeasuredRelatedness> _relatedness = [];

    private protected TrainingHistory(ModelSummary model, IReadOnlyList<string> tasks)
    {
        Model = model;
        Tasks = tasks;
    }

    /// <summary>The model that was trained.</summary>
    public ModelSummary Model { get; }

    /// <summary>The tasks' names, in the order of the model.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>The epochs, the first one first. The last one is incomplete where training was stopped within it.</summary>
    public abstract IReadOnlyList<Epoch> Entries { get; }

    /// <summary>
    /// How related the tasks were, as callbacks measured it and as was added besides, in the order of both. Checkpoints keep it, and the report
    /// draws it.
    /// </summary>
    public IReadOnlyList<MeasuredRelatedness> Relatedness => _relatedness;

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; internal set; }

    /// <summary>
    /// What a program should return that was stopped so: 130 for SIGINT and 143 for SIGTERM, as shells have it (128 and the signal's
    /// number), else 0.
    /// </summary>
    public int ExitCode => StopReason switch { StopReason.Interrupted => 130, StopReason.Terminated => 143, _ => 0 };

    /// <summary>Where the time of this run's steps went. After a resumed run, that of the part that was run last.</summary>
    public StepProfile Profile { get; internal set; } = StepProfile.Empty;

    /// <summary>Notes how related the tasks are; a callback does so with the epoch and the step.</summary>
    public void AddRelatedness(MeasuredRelatedness measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        _relatedness.Add(measured);
    }

    private protected void ReplaceRelatedness(IEnumerable<MeasuredRelatedness> measured)
    {
        _relatedness.Clear();
        _relatedness.AddRange(measured);
    }

    /// <summary>
    /// A table with a row for each epoch: its losses, the joint loss of the validation data where there is some, steps and seconds.
    /// </summary>
    public override string ToString()
    {
        if (Entries.Count == 0) return $"no epoch, {StopReason}";
        bool isValidated = Entries.Any(epoch => epoch.ValidationMetrics is not null);
        string[] validated = isValidated ? ["validation"] : [];
        var table = new TextTable(["epoch", "joint", .. Tasks, .. validated, "steps", "seconds"], leftAligned: 0);
        foreach (Epoch epoch in Entries)
        {
            string[] validation = isValidated ? [epoch.ValidationMetrics is { } metrics ? Loss(metrics.Joint.Loss) : ""] : [];
            string[] losses = [Loss(epoch.TrainLosses.Joint), .. epoch.TrainLosses.Tasks.Select(loss => Loss(loss.Loss))];
            string seconds = Invariant($"{epoch.Duration.TotalSeconds:F2}");
            table.Add([Invariant($"{epoch.Number}"), .. losses, .. validation, Invariant($"{epoch.Steps}"), seconds]);
        }
        return table.ToString();
    }

    private static string Loss(double loss) => Invariant($"{loss:F4}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
