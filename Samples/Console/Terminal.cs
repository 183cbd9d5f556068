using Spectre.Console;

namespace MtlDsl.Samples;

/// <summary>Where samples write: a terminal, or a file or pipe, which gets plain text.</summary>
internal static class Terminal
{
    // A file has no width of its own; this one holds our tables without folding their cells.
    private const int FileWidth = 160;

    public static bool IsLive { get; } = !Console.IsOutputRedirected;

    public static IAnsiConsole Output { get; } = CreateOutput();

    public static void Heading(string text)
    {
        Output.WriteLine();
        Output.Write(new Text(text, new Style(decoration: Decoration.Bold)));
        Output.WriteLine();
    }

    /// <summary>A table with headings: texts on the left, numbers, which are never folded, on the right.</summary>
    public static Table NewTable(IEnumerable<string> texts, IEnumerable<string> numbers)
    {
        var table = new Table { Border = IsLive ? TableBorder.Rounded : TableBorder.Simple };
        foreach (string heading in texts)
            table.AddColumn(new TableColumn(new Text(heading)));
        foreach (string heading in numbers)
            table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = true, Alignment = Justify.Right });
        return table;
    }

    /// <summary>Adds a row of plain text, in which brackets are no markup.</summary>
    public static void AddTexts(this Table table, params IEnumerable<string> cells) =>
        table.AddRow([.. cells.Select(cell => new Text(cell))]);

    private static IAnsiConsole CreateOutput()
    {
        var settings = new AnsiConsoleSettings
        {
            Ansi = IsLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsLive ? InteractionSupport.Detect : InteractionSupport.No,
        };
        // Enrichers of build servers would turn ANSI on again.
        settings.Enrichment.UseDefaultEnrichers = IsLive;
        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!IsLive)
            console.Profile.Width = FileWidth;
        return console;
    }
}
