using System.Xml.Linq;

namespace MtlDsl.Tests;

/// <summary>The diagram of a model.</summary>
public sealed class ModelDiagramTests
{
    private static readonly string[] Tasks = ["Income", "MaritalStatus", "HoursPerWeek"];

    [Fact]
    public void Nodes_stand_right_of_what_they_read()
    {
        DiagramGraph graph = DiagramGraph.Of(ExampleReports.Census, Tasks);

        Columns(graph).ShouldBe(["person", "household Trunk", "Income MaritalStatus HoursPerWeek"]);
        graph.Edges.Select(edge => $"{graph.Nodes[edge.From].Name}>{graph.Nodes[edge.To].Name}").ShouldBe(
            ["person>Trunk", "Trunk>Income", "household>Income", "Trunk>MaritalStatus", "Trunk>HoursPerWeek"]);
    }

    [Fact]
    public void Sums_and_inputs_that_are_not_listed_are_read_too()
    {
        var model = new ModelSummary("M", [new("A", "shared", "", "", 0, "x"), new("B", "layer", "", "", 0, "A + y"), new("T", "task", "", "", 0, "B, A")]);
        DiagramGraph graph = DiagramGraph.Of(model, ["T"]);

        graph.Nodes.Select(node => (node.Name, node.Role)).ShouldBe(
            [("A", DiagramRole.Shared), ("B", DiagramRole.Layer), ("T", DiagramRole.Task), ("x", DiagramRole.Input), ("y", DiagramRole.Input)]);
        // The edge from A to T passes B's column, where it has a place of its own.
        new DiagramLayers(graph).Paths.Select(path => path.Count).ShouldBe([2, 2, 2, 2, 3]);
    }

    [Fact]
    public void Layers_are_parted_outside_of_parentheses()
    {
        var model = new ModelSummary("M", [new("A", "shared", "Conv2d(3, 8), ReLU, tokens of 20,000", "(batch, 8)", 1234, "")]);

        DiagramGraph.Of(model, []).Nodes.Single().Lines.ShouldBe(["Conv2d(3, 8)", "ReLU", "tokens of 20,000", "(batch, 8)", "1,234 parameters"]);
    }

    [Fact]
    public void Boxes_do_not_overlap()
    {
        NodeSummary[] nodes = [.. Enumerable.Range(0, 60).Select(index => new NodeSummary($"N{index}", "layer", "Linear(3), ReLU", "(batch, 3)", 12, Reads(index)))];
        DiagramGraph graph = DiagramGraph.Of(new ModelSummary("M", nodes), []);
        var layers = new DiagramLayers(graph);
        var boxes = new DiagramBoxes(graph, layers);

        foreach (IReadOnlyList<int> column in layers.Columns)
            for (int index = 1; index < column.Count; index++) boxes[column[index]].Y.ShouldBeGreaterThan(boxes[column[index - 1]].Bottom);
        foreach ((int from, int to) in graph.Edges) boxes[to].X.ShouldBeGreaterThan(boxes[from].Right);
        for (int node = 0; node < nodes.Length; node++)
        {
            boxes[node].Right.ShouldBeLessThan(boxes.Size.Width);
            boxes[node].Bottom.ShouldBeLessThan(boxes.Size.Height);
        }
    }

    [Fact]
    public void Nodes_are_ordered_with_few_crossings()
    {
        var model = new ModelSummary("M",
        [
            new("A", "shared", "", "", 0, "x"), new("B", "shared", "", "", 0, "x"), new("C", "shared", "", "", 0, "x"),
            new("P", "task", "", "", 0, "C"), new("Q", "task", "", "", 0, "B"), new("R", "task", "", "", 0, "A"),
        ]);

        string.Join(" | ", Columns(DiagramGraph.Of(model, ["P", "Q", "R"]))).ShouldBeOneOf("x | A B C | R Q P", "x | C B A | P Q R");
    }

    [Fact]
    public void Nodes_that_read_each_other_are_drawn_all_the_same()
    {
        var markup = new Markup();
        var model = new ModelSummary("M", [new("A", "layer", "", "", 0, "B"), new("B", "layer", "", "", 0, "A"), new("C", "layer", "", "", 0, "C")]);
        new ModelDiagram(model, []).Write(markup);

        XElement.Parse(markup.ToString()).Descendants("g").Count(node => ((string?)node.Attribute("class"))!.StartsWith("node")).ShouldBe(3);
    }

    [Fact]
    public void Roles_are_told_apart_by_words_and_shapes()
    {
        var markup = new Markup();
        new ModelDiagram(ExampleReports.Census, Tasks).Write(markup);
        ILookup<string, XElement> nodes = XElement.Parse(markup.ToString()).Descendants("g").ToLookup(node => node.Attribute("class")!.Value.Split(' ')[1]);

        nodes["input"].Count().ShouldBe(2);
        nodes["shared"].Single().Elements("text").First().Value.ShouldBe("shared");
        nodes["task"].Select(node => node.Attribute("class")!.Value).ShouldBe(["node task t0", "node task t1", "node task t2"]);
        nodes["task"].ShouldAllBe(node => node.Elements("rect").Count() == 2 && node.Elements("text").First().Value == "task");
    }

    private static string Reads(int index) =>
        string.Join(", ", Enumerable.Range(0, index).Where(read => (index * 31 + read * 17) % 7 == 0).Select(read => $"N{read}"));

    private static string[] Columns(DiagramGraph graph) =>
        [.. new DiagramLayers(graph).Columns
            .Select(column => string.Join(' ', column.Where(place => place < graph.Nodes.Count).Select(place => graph.Nodes[place].Name)))];
}
