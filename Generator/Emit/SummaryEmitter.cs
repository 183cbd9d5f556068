using System.Collections.Generic;
using System.Linq;
using MtlDsl.Generator.Specs;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes the summary: what the model consists of, as a table.</summary>
internal static class SummaryEmitter
{
    public static void Emit(SourceWriter writer, EmittedModel model)
    {
        if (!model.IsGenerated("Summary"))
            return;
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override global::MtlDsl.ModelSummary Summary() => new(");
        writer.Indent();
        writer.Line($"{Literal.Of(model.Name)},");
        writer.Line("[");
        writer.Indent();
        foreach (InputSpec input in model.Inputs)
            writer.Line(Row(input.Name, "input", Kind(input), input.Shape, ParameterCounts.Of(input), ""));
        foreach (NodeSpec node in model.Spec.Nodes)
        {
            IEnumerable<string> layers = node.Layers.Select(layer => layer.Layer.Display);
            string text = node.IsCustom ? "custom" : string.Join(", ", layers);
            string role = node.Task is { } task ? $"task, {task.Loss.Display} × {Literal.Text(task.Weight)}" : node.IsShared ? "shared" : "layer";
            string reads = string.Join(node.Join == Join.Add ? " + " : ", ", node.Reads.Select(edge => edge.Display));
            writer.Line(Row(node.Name, role, text, node.Output, ParameterCounts.Of(node), reads, Classes(node)));
        }
        foreach (FieldSpec field in model.Spec.Fields.Where(field => field.Kind != FieldKind.Buffer))
            writer.Line($"new({Literal.Of(field.Key)}, \"{(field.Kind == FieldKind.Module ? "module" : "parameter")}\", \"\", \"\", {Count(field)}, \"\"),");
        writer.Outdent();
        writer.Line("]);");
        writer.Outdent();
    }

    private static string Kind(InputSpec input) => input switch
    {
        { Row: { } row } => "record " + row.Name,
        { Shape.IsSequence: true } => SequenceEmitter.Display(input),
        _ => "",
    };

    private static string Count(FieldSpec field) => field.Kind == FieldKind.Module
        ? $"global::System.Linq.Enumerable.Sum({field.Value}.parameters(), parameter => parameter.numel())"
        : $"{field.Value}.numel()";

    private static string Row(string name, string role, string layers, Shape output, long parameters, string reads, string more = "") =>
        $"new({Literal.Of(name)}, {Literal.Of(role)}, {Literal.Of(layers)}, {Literal.Of(output.WithBatch)}, {Literal.Of(parameters)}, {Literal.Of(reads)}){more},";

    private static string Classes(NodeSpec node) =>
        node.Task?.Enum is { } classes ? $" {{ Classes = global::MtlDsl.EnumClasses<{classes}>.Names }}" : "";
}
