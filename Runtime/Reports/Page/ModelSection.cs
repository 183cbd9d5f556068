namespace MtlDsl;

/// <summary>The diagram of the model.</summary>
internal static class ModelSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(Markup markup, TrainingReport report)
    {
        if (report.Model.Nodes.Count == 0) return;
        using (markup.Element("section", ("aria-labelledby", "model")))
        {
            markup.Element("h2", "Model", ("id", "model"));
            new ModelDiagram(report.Model, [.. report.Tasks.Select(task => task.Name)]).Write(markup);
        }
    }
}
