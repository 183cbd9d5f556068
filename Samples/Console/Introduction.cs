using Spectre.Console;
using static MtlDsl.Samples.Figures;

namespace MtlDsl.Samples;

/// <summary>What a sample says before it trains: the model, with a row for each node, and how much data there is.</summary>
internal static class Introduction
{
    public static void Show(MultiTaskModel model, int train, int validation, int test)
    {
        ModelSummary summary = model.Summary();
        Terminal.Heading($"{summary.Model} on {model.Device}");
        Terminal.Output.Write(TableOf(summary));
        Console.WriteLine($"{Count(train)} examples for training, {Count(validation)} for validation, {Count(test)} for the test");
        Console.WriteLine();
    }

    private static Table TableOf(ModelSummary summary)
    {
        Table table = Terminal.NewTable(texts: ["node", "role", "reads", "layers"], numbers: ["output", "parameters"]);
        table.Columns[0].NoWrap = true;
        foreach (NodeSummary node in summary.Nodes)
            table.AddTexts(node.Name, node.Role, node.Reads, node.Layers, node.Output, Count(node.Parameters));
        table.Columns[0].Footer = new Text("all");
        table.Columns[^1].Footer = new Text(Count(summary.Parameters));
        return table;
    }
}
