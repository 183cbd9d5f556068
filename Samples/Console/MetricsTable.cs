using Spectre.Console;

namespace MtlDsl.Samples;

/// <summary>A figure to hold a task's metrics against.</summary>
/// <param name="Heading">What it is.</param>
/// <param name="Values">One for each task, in the order of the model.</param>
internal sealed record Reference(string Heading, params IReadOnlyList<double> Values);

/// <summary>The metrics of a model: a row for each task, a column for each metric that some task has.</summary>
internal static class MetricsTable
{
    public static Table Of(ModelMetrics metrics, params IReadOnlyList<Reference> references)
    {
        string[] names = [.. metrics.Tasks.SelectMany(task => task.Metrics.Values).Select(value => value.Name).Distinct()];
        Table table = Terminal.NewTable(
            texts: ["task"], numbers: ["rows", "loss", .. names, .. references.Select(reference => reference.Heading)]);
        for (int task = 0; task < metrics.Tasks.Count; task++)
        {
            (string name, TaskMetrics values) = metrics.Tasks[task];
            table.AddTexts(
            [
                name,
                Figures.Count(values.Count),
                Figures.Real(values.Loss),
                .. names.Select(metric => Value(values, metric)),
                .. references.Select(reference => Figures.Real(reference.Values[task])),
            ]);
        }
        return table;
    }

    /// <summary>A metric, or nothing where the task has none of that name.</summary>
    private static string Value(TaskMetrics metrics, string name) =>
        metrics.Values.Where(value => value.Name == name).Select(value => Figures.Real(value.Value)).SingleOrDefault("");
}
