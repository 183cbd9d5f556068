namespace MtlDsl;

/// <summary>What a node of a diagram is; each is drawn in a way of its own.</summary>
internal enum DiagramRole { Input, Shared, Layer, Task, Weights }

/// <summary>A node of a diagram.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is.</param>
/// <param name="RoleText">What it is, in words.</param>
/// <param name="Lines">What is in it, line by line.</param>
/// <param name="Task">The index of its task; -1: it has none.</param>
internal sealed record DiagramNode(string Name, DiagramRole Role, string RoleText, IReadOnlyList<string> Lines, int Task);

/// <summary>The nodes of a model, and which reads which.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Edges">From the node that is read to the one that reads it, by index.</param>
internal sealed record DiagramGraph(IReadOnlyList<DiagramNode> Nodes, IReadOnlyList<(int From, int To)> Edges)
{
    private static readonly string[] Separators = [", ", " + "];

    /// <summary>The graph of a model. What is read and is no node of the summary becomes an input.</summary>
    public static DiagramGraph Of(ModelSummary model, IReadOnlyList<string> tasks)
    {
        List<DiagramNode> nodes = [.. model.Nodes.Select(node => Node(node, tasks))];
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int index = 0; index < nodes.Count; index++) indices.TryAdd(nodes[index].Name, index);
        var edges = new List<(int, int)>();
        for (int reader = 0; reader < model.Nodes.Count; reader++)
        {
            foreach (string source in model.Nodes[reader].Reads.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct())
            {
                if (!indices.TryGetValue(source, out int read))
                {
                    indices[source] = read = nodes.Count;
                    nodes.Add(new DiagramNode(source, DiagramRole.Input, "input", [], -1));
                }
                if (read != reader) edges.Add((read, reader));
            }
        }
        return new DiagramGraph(nodes, edges);
    }

    private static DiagramNode Node(NodeSummary node, IReadOnlyList<string> tasks)
    {
        int task = tasks.ToList().IndexOf(node.Name);
        string[] role = node.Role.Split(", ", 2);
        string parameters = node.Parameters > 0 ? $"{ReportNumbers.Count(node.Parameters)} parameters" : "";
        string[] lines = [.. Layers(node.Layers), .. role[1..], node.Output, parameters];
        return new DiagramNode(node.Name, Role(role[0], task), role[0], [.. lines.Where(line => line.Length > 0)], task);
    }

    private static DiagramRole Role(string role, int task) => role switch
    {
        _ when task >= 0 => DiagramRole.Task,
        "input" => DiagramRole.Input,
        "module" or "parameter" => DiagramRole.Weights,
        _ when role.StartsWith("shared", StringComparison.Ordinal) => DiagramRole.Shared,
        _ => DiagramRole.Layer,
    };

    /// <summary>The layers of a list, at whose commas within parentheses it is not parted.</summary>
    private static IEnumerable<string> Layers(string layers)
    {
        int begin = 0, depth = 0;
        for (int index = 0; index < layers.Length - 1; index++)
        {
            if (layers[index] == '(') depth++;
            if (layers[index] == ')') depth--;
            // A comma without a blank is within a number.
            if (layers[index] != ',' || layers[index + 1] != ' ' || depth > 0) continue;
            yield return layers[begin..index].Trim();
            begin = index + 1;
        }
        yield return layers[begin..].Trim();
    }
}
