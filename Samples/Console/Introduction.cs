using System.Globalization;
using Spectre.Console;

namespace MtlDsl.Samples;

/// <summary>What a sample says before it trains: the model, with a row for each node, and how much data there is.</summary>
internal static class Introduction
{
    public static void Show(MultiTaskModel model, int train, int validation, int test)
    {
        ModelSummary summary = model.Summary();
        Terminal.Heading($"{summary.Model} on {model.Device}");
        Terminal.Output.Write(TableOf(summary));
        Console.WriteLine($"{Number(train)} examples for training, {Number(validation)} for validation, {Number(test)} for the test");
        Console.WriteLine();
    }

    private static Table TableOf(ModelSummary summary)
    {
        Table table = Terminal.NewTable(texts: ["node", "role", "reads", "layers"], numbers: ["output", "parameters"]);
        table.Columns[0].NoWrap = true;
        foreach (NodeSummary node in summary.Nodes)
            table.AddTexts(node.Name, node.Role, node.Reads, node.Layers, node.Output, Number(node.Parameters));
        table.Columns[0].Footer = new Text("all");
        table.Columns[^1].Footer = new Text(Number(summary.Parameters));
        return table;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
