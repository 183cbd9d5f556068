using System.Text;

namespace MtlDsl;

/// <summary>A model as boxes and what they read, from the inputs on the left to the tasks on the right.</summary>
internal sealed class ModelDiagram
{
    // On a narrow screen it shrinks a little before it has to be scrolled.
    private const double SmallestScale = 0.86, LargestScale = 1.15;
    private const double Band = 5;

    private readonly string _name;
    private readonly DiagramGraph _graph;
    private readonly DiagramLayers _layers;
    private readonly DiagramBoxes _boxes;

    public ModelDiagram(ModelSummary model, IReadOnlyList<string> tasks)
    {
        _name = model.Model;
        _graph = DiagramGraph.Of(model, tasks);
        _layers = new DiagramLayers(_graph);
        _boxes = new DiagramBoxes(_graph, _layers);
    }

    /// <summary>Writes the diagram, which scrolls within itself where it is too wide.</summary>
    public void Write(Markup markup)
    {
        double width = _boxes.Size.Width;
        string style = $"min-width:{ReportNumbers.Coordinate(SmallestScale * width)}px;max-width:{ReportNumbers.Coordinate(LargestScale * width)}px";
        using (markup.Element("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Diagram of the model")))
        using (Svg.Drawing(markup, _boxes.Size, $"Diagram of {_name}", Description, ("class", "diagram"), ("style", style)))
        {
            foreach (IReadOnlyList<int> path in _layers.Paths) WriteEdge(markup, path);
            for (int node = 0; node < _graph.Nodes.Count; node++) WriteNode(markup, _graph.Nodes[node], _boxes[node]);
        }
    }

    private string Description => string.Join(' ', _graph.Nodes.Select((node, index) =>
    {
        string[] read = [.. _graph.Edges.Where(edge => edge.To == index).Select(edge => _graph.Nodes[edge.From].Name)];
        string reads = read.Length > 0 ? $" reads {string.Join(", ", read)}" : "";
        return $"{node.Name} ({node.RoleText}){reads}.";
    }));

    private void WriteEdge(Markup markup, IReadOnlyList<int> path)
    {
        var line = new StringBuilder();
        for (int step = 0; step < path.Count; step++)
        {
            DiagramBox box = _boxes[path[step]];
            double begin = step == 0 ? box.Right : box.X, end = step == path.Count - 1 ? box.X : box.Right;
            if (step == 0)
            {
                line.Append('M').Append(Svg.Point(begin, box.Middle));
                continue;
            }
            DiagramBox before = _boxes[path[step - 1]];
            double half = (before.Right + begin) / 2;
            line.Append('C').AppendJoin(' ', Svg.Point(half, before.Middle), Svg.Point(half, box.Middle), Svg.Point(begin, box.Middle));
            if (end > begin) line.Append('L').Append(Svg.Point(end, box.Middle));
        }
        DiagramBox last = _boxes[path[^1]];
        line.Append('M').Append(Svg.Point(last.X - 6, last.Middle - 4)).Append('L').Append(Svg.Point(last.X, last.Middle));
        line.Append('L').Append(Svg.Point(last.X - 6, last.Middle + 4));
        markup.Empty("path", ("d", line.ToString()), ("class", "edge"));
    }

    private static void WriteNode(Markup markup, DiagramNode node, DiagramBox box)
    {
        string task = node.Task >= 0 ? ReportPalette.TaskStyle(node.Task) : "";
        using (markup.Element("g", ("class", $"node {node.Role.ToString().ToLowerInvariant()} {task}".TrimEnd())))
        {
            markup.Element("title", $"{node.Name}: {string.Join(", ", node.Lines.Prepend(node.RoleText))}");
            double radius = node.Role == DiagramRole.Input ? 16 : 4;
            markup.Empty("rect", ("x", box.X), ("y", box.Y), ("width", box.Width), ("height", box.Height), ("rx", radius), ("class", "box"));
            if (node.Role is DiagramRole.Task or DiagramRole.Shared)
                markup.Empty("rect", ("x", box.X), ("y", box.Y), ("width", Band), ("height", box.Height), ("rx", 2), ("class", "band"));
            double x = box.X + DiagramBoxes.Padding, y = box.Y + DiagramBoxes.Padding + 6, room = box.Width - 2 * DiagramBoxes.Padding + 2;
            Svg.Text(markup, x, y, TextWidth.Cut(node.RoleText, Svg.SmallText, room), "role");
            Svg.Text(markup, x, y += DiagramBoxes.LineHeight + 1, TextWidth.Cut(node.Name, DiagramBoxes.NameSize, room), "name");
            foreach (string line in node.Lines)
                Svg.Text(markup, x, y += DiagramBoxes.LineHeight, TextWidth.Cut(line, Svg.SmallText, room), "line");
        }
    }
}
