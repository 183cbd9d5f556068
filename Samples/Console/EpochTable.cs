using System.Globalization;
using Spectre.Console;
using static MtlDsl.Samples.Figures;

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
            table.AddTexts([Number(row), Real(row.JointLoss), .. row.TaskLosses.Select(loss => Real(loss.Loss)), Validation(row)]);
        table.Caption = new TableTitle(
            $"{Count(last.ExamplesPerSecond)} examples/s, {Time(last.Elapsed)} so far{Left(last)}");
        return table;
    }

    public static string Line(TrainingProgress epoch)
    {
        IEnumerable<string> tasks = epoch.TaskLosses.Select(loss => $"{loss.Task} {Real(loss.Loss)}");
        string validation = epoch.Validation is null ? "" : $"  validation {Validation(epoch)}";
        return $"epoch {Number(epoch)}  joint {Real(epoch.JointLoss)}  {string.Join("  ", tasks)}{validation}  "
            + $"{Count(epoch.ExamplesPerSecond)} examples/s{Left(epoch)}";
    }

    private static string Left(TrainingProgress epoch) => epoch.Remaining is { } time ? $", {Time(time)} left" : "";

    private static string Number(TrainingProgress epoch) => epoch.Step == epoch.Steps
        ? string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch}/{epoch.Epochs}")
        : string.Create(CultureInfo.InvariantCulture, $"{epoch.Epoch}/{epoch.Epochs}{Share(epoch)}");

    private static string Share(TrainingProgress epoch) => epoch.Steps is { } steps
        ? string.Create(CultureInfo.InvariantCulture, $", {100.0 * epoch.Step / steps:F0} %")
        : string.Create(CultureInfo.InvariantCulture, $", {epoch.Step} batches");

    private static string Validation(TrainingProgress epoch) => epoch.Validation is { } metrics ? Real(metrics.Joint.Loss) : "";
}
