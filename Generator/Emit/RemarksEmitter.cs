using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Describes the model in words and as a Mermaid diagram, above the class.</summary>
internal static class RemarksEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        ModelSpec spec = model.Spec;
        string tasks = string.Join(", ", model.Tasks.Select(task => $"{task.Name} ({Escape(task.Task.Loss.Display)})"));
        writer.Lines($"""
            /// <remarks>
            /// <para>
            /// {Plural(model.Tasks.Count, "task")}: {tasks}. {Parameters(model)}
            /// </para>
            """);
        writer.Line("/// <list type=\"bullet\">");
        foreach (InputSpec input in spec.Inputs)
            writer.Line($"/// <item>{input.Name} {input.Shape.WithBatch}{Escape(Describe(input))}</item>");
        foreach (NodeSpec node in spec.Nodes)
            writer.Line($"/// <item>{node.Name} {node.Output.WithBatch}: {Escape(Describe(node))}</item>");
        writer.Line("/// </list>");
        writer.Line($"/// <para>Joint loss{(spec.Weighting is null ? "" : ", which is reported")}: {Escape(JointLoss(model))}</para>");
        if (spec.Weighting is { } weighting)
            writer.Line($"/// <para>Learnt with {Escape(Describe(weighting))}</para>");
        writer.Line("/// <code>");
        writer.Line("/// flowchart LR");
        foreach (InputSpec input in spec.Inputs)
            writer.Line($"///     {input.Name}[/\"{input.Name} {input.Shape}\"/]");
        foreach (NodeSpec node in spec.Nodes)
        {
            string label = $"{node.Name} {node.Output}";
            string shape = node.Task is null ? $"[\"{label}\"]" : $"([\"{label}\"])";
            foreach (EdgeSpec edge in node.Reads.Where(edge => !IsBesideItsInput(edge, node)))
                writer.Line($"///     {edge.Source} {(edge.Detach ? "-.-" : "--")}&gt;{(edge.IsLengths ? "|lengths|" : "")} {node.Name}{shape}");
        }
        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
    }

    /// <summary>Whether a node reads lengths and the input that they are of: one arrow says both.</summary>
    private static bool IsBesideItsInput(EdgeSpec edge, NodeSpec node) =>
        edge.IsLengths && node.Reads.Any(other => !other.IsLengths && other.Source == edge.Source);

    /// <summary>The joint loss as a formula: 1.0 · cross entropy(Digit) + 0.5 · cross entropy(Suit).</summary>
    public static string JointLoss(EmittedModel model) =>
        string.Join(" + ", model.Tasks.Where(task => task.Task.Weight != 0).Select(task =>
            (task.Task.Weight == 1 ? "" : Literal.Text(task.Task.Weight) + " · ") + task.Task.Loss.Formula(task.Name)));

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Describe(InputSpec input) => input switch
    {
        { Row: { } row } => $", read from {row.Name}: {Columns(row)}",
        { Shape.IsSequence: true } => SequenceEmitter.Remark(input),
        { IsStandardized: true } => ", an input, standardised",
        _ => ", an input",
    };

    private static string Describe(NodeSpec node)
    {
        string reads = string.Join(node.Join == Join.Add ? " + " : ", ", node.Reads.Select(edge => edge.Display + (edge.Detach ? " (detached)" : "")));
        string layers = node.IsCustom ? "its own code" : string.Join(", ", node.Layers.Select(layer => layer.Layer.Display));
        string role = node.Task is { } task ? $"; {task.Loss.Display}, weight {Literal.Text(task.Weight)}" : "";
        string sharing = node.IsShared ? $"; shared by {string.Join(", ", node.ReachedBy)}" : "";
        return $"{(layers.Length > 0 ? layers + " of " : "")}{reads}{role}{sharing}";
    }

    private static string Describe(WeightingSpec weighting)
    {
        string options = string.Join(", ", weighting.Options.Select(option => $"{option.Name} = {option.Value.Replace("global::", "")}"));
        string what = weighting.IsOnGradients ? "combines the tasks' gradients of what they share" : "weighs the tasks' losses";
        return $"{weighting.Name}{(options.Length > 0 ? $" ({options})" : "")}, which {what}.";
    }

    private static string Columns(RowSpec row)
    {
        int numeric = row.Columns.Count(column => column.IsNumeric);
        int categorical = row.Columns.Count - numeric;
        return $"{Plural(numeric, "numeric column")}, {Plural(categorical, "embedding")}";
    }

    private static string Parameters(EmittedModel model)
    {
        long count = ParameterCounts.Of(model.Spec);
        bool own = model.Spec.Fields.Any(field => field.Kind != FieldKind.Buffer);
        return $"{Literal.Count(count)} parameters{(own ? " and those of its own modules" : "")}.";
    }

    private static string Plural(int count, string noun) => $"{Literal.Of(count)} {noun}{(count == 1 ? "" : "s")}";
}
