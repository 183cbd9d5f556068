namespace MtlDsl;

/// <summary>Shows what training went through.</summary>
public static class HistoryReport
{
    /// <summary>
    /// Writes an HTML page with the model's diagram, curves of losses and metrics, learning rate, gradient norm, weights of the losses,
    /// relatedness of the tasks, confusion matrices, calibration and a table of the epochs. The page needs neither network nor script. The same history gives the
    /// same file, byte for byte.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="path">The file; at any moment it is the whole old one or the whole new one.</param>
    /// <param name="options">What more it says; null: nothing.</param>
    /// <exception cref="ArgumentException">The options have a baseline of other tasks.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void SaveReport(this TrainingHistory history, string path, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportFile.Write(Of(history, options ?? new ReportOptions()), path);
    }

    internal static TrainingReport Of(TrainingHistory history, ReportOptions options)
    {
        var report = new TrainingReport(options.Title ?? history.Model.Model, history.Model, [], [.. history.Entries.Select(epoch => Epoch(epoch, options.Baseline))], Words(history.StopReason))
        {
            Relatedness = ReportRelatedness.Of([.. options.Relatedness.Select(matrix => new MeasuredRelatedness(matrix)), .. history.Relatedness]),
        };
        ModelMetrics? metrics = history.Entries.FirstOrDefault(epoch => epoch.Number == report.Best?.Number)?.ValidationMetrics;
        return report with { Tasks = [.. history.Tasks.Select((name, task) => Task(history.Model, name, metrics?.Tasks[task].Metrics))] };
    }

    private static ReportEpoch Epoch(Epoch epoch, SingleTaskBaseline? baseline) => new(
        epoch.Number, epoch.Steps, epoch.Duration, epoch.TrainLosses.Joint, epoch.ValidationMetrics?.Joint.Loss, epoch.LearningRate, epoch.GradientNorm,
        [.. epoch.TrainLosses.Tasks.Select((loss, task) => TaskEpoch(epoch, task, loss.Loss))])
    {
        DeltaM = epoch.ValidationMetrics is { } metrics ? baseline?.DeltaM(metrics) : null,
    };

    private static ReportTaskEpoch TaskEpoch(Epoch epoch, int task, double loss)
    {
        TaskMetrics? metrics = epoch.ValidationMetrics?.Tasks[task].Metrics;
        return new ReportTaskEpoch(loss, metrics?.Loss, epoch.LossWeights[task], metrics?.Values ?? []);
    }

    private static ReportTask Task(ModelSummary model, string name, TaskMetrics? metrics)
    {
        IReadOnlyList<string> classes = model.Nodes.FirstOrDefault(node => node.Name == name)?.Classes ?? [];
        return metrics switch
        {
            MulticlassMetrics multiclass => new(name) { Confusion = multiclass.Confusion, Calibration = multiclass.Calibration, Classes = classes },
            BinaryMetrics binary => new(name)
            {
                Confusion = binary.Confusion,
                Calibration = binary.Calibration,
                Classes = classes.Count > 0 ? classes : ["no", "yes"],
                HasProbabilityOfYes = true,
            },
            MultiLabelMetrics labels => new(name) { Calibration = labels.Calibration, HasProbabilityOfYes = true },
            _ => new(name),
        };
    }

    private static string Words(StopReason reason) => reason switch
    {
        StopReason.Completed => "Completed",
        StopReason.Cancelled => "Cancelled",
        StopReason.EarlyStopped => "Early, for no improvement",
        StopReason.StoppedByCallback => "By a callback",
        StopReason.MaxStepsReached => "At its number of steps",
        StopReason.MaxTimeReached => "At its time limit",
        StopReason.Interrupted => "Interrupted",
        StopReason.Terminated => "Terminated",
        _ => reason.ToString(),
    };
}
