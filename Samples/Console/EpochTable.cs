using System.Globalization;
using Spectre.Console;

namespace MtlDsl.Samples;

/// <summary>Epochs as the rows of a table, or as lines of text.</summary>
internal static class EpochTable
{
    /// <param name="epochs">The last that was heard of each epoch; at least one.</param>
    public static Table Of(IEnumerable<TrainingProgress> epochs)
    {
        List<TrainingProgress> rows = [.. epochs];
        TrainingProgress last = rows[^1];
        Table table = Terminal.NewTable(
            texts: [], numbers: ["epoch", "joint loss", .. last.TaskLosses.Select(loss => loss.Task), "validation"]);
        foreach (TrainingProgress row in rows)
            table.AddTexts([Number(row), Loss(row.JointLoss), .. row.TaskLosses.Select(loss => Loss(loss.Loss)), Validation(row)]);
        table.Caption = new TableTitle($"{Rate(last)} examples/s, {Time(last.Elapsed)} so far, {Time(last.Remaining)} left");
        return table;
    }

    public static string Line(TrainingProgress epoch)
    {
        IEnumerable<string> tasks = epoch.TaskLosses.Select(loss => $"{loss.Task} {Loss(loss.Loss)}");
        string validation = epoch.Validation is null ? "" : $"  validation {Validation(epoch)}";
        return $"epoch {Number(epoch)}  joint {Loss(epoch.JointLoss)}  {string.Join("  ", tasks)}{validation}  "
            + $"{Rate(epoch)} examples/s  {Time(epoch.Remaining)} left";
    }

    private static string Number(TrainingProgress epoch) => epoch.Step == epoch.Steps
        ? Invariant($"{epoch.Epoch}/{epoch.Epochs}")
        : Invariant($"{epoch.Epoch}/{epoch.Epochs}, {100.0 * epoch.Step / epoch.Steps:F0} %");

    private static string Validation(TrainingProgress epoch) => epoch.Validation is { } metrics ? Loss(metrics.Joint.Loss) : "";

    private static string Loss(double loss) => Invariant($"{loss:F4}");

    private static string Rate(TrainingProgress epoch) => Invariant($"{epoch.ExamplesPerSecond:N0}");

    private static string Time(TimeSpan time) => time.TotalMinutes < 1
        ? Invariant($"{time.TotalSeconds:F1} s")
        : Invariant($"{(int)time.TotalMinutes}:{time:ss} min");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
