using System.Globalization;

namespace MtlDsl;

/// <summary>A node of a model.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Role">What it is: an input, a shared layer, a task.</param>
/// <param name="Layers">Its layers, as the attributes write them.</param>
/// <param name="Output">The shape of its output, such as (batch, 64).</param>
/// <param name="Parameters">How many numbers it learns.</param>
/// <param name="Reads">The nodes that it reads.</param>
public sealed record NodeSummary(string Name, string Role, string Layers, string Output, long Parameters, string Reads)
{
    /// <summary>The names of a task's classes, by class index; empty where they have none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
}

/// <summary>What a model is made of.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Nodes">Its nodes, each after those that it reads.</param>
public sealed record ModelSummary(string Model, IReadOnlyList<NodeSummary> Nodes)
{
    /// <summary>How many numbers the model learns.</summary>
    public long Parameters => Nodes.Sum(node => node.Parameters);

    /// <summary>A table of the nodes, and the total under it.</summary>
    public override string ToString()
    {
        var table = new TextTable(["node", "role", "layers", "output", "reads", "parameters"], leftAligned: 5);
        foreach (NodeSummary node in Nodes) table.Add([node.Name, node.Role, node.Layers, node.Output, node.Reads, Number(node.Parameters)]);
        return $"{table}{Model}: {Number(Parameters)} parameters, {Number(Parameters * sizeof(float))} bytes\n";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
