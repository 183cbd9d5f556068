using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MtlDsl.Tests;

/// <summary>A page of docs/diagnostics: its title, the compiler's message, and code that is wrong and right.</summary>
internal sealed partial record DiagnosticPage(string Id, string Title, string Message, IReadOnlyList<string> Wrong, IReadOnlyList<string> Right)
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/diagnostics"));

    public static IEnumerable<DiagnosticPage> All =>
        Directory.GetFiles(Folder, "MTL*.md").Order(StringComparer.Ordinal).Select(path => Parse(File.ReadAllText(path)));

    public static DiagnosticPage Read(string id) => Parse(File.ReadAllText(Path.Combine(Folder, id + ".md")));

    private static DiagnosticPage Parse(string text)
    {
        Match heading = Heading().Match(text);
        return new(
            heading.Groups["id"].Value,
            heading.Groups["title"].Value,
            Quotation().Match(text).Groups["message"].Value,
            Blocks(text, "wrong").Select(Mark).ToArray(),
            Blocks(text, "right").ToArray());
    }

    private static IEnumerable<string> Blocks(string text, string kind) =>
        Block().Matches(text).Where(block => block.Groups["kind"].Value == kind).Select(block => block.Groups["code"].Value);

    /// <summary>Turns a line of carets under the wrong code, <c>// ^^^^ MTL020</c>, into a mark of the text above it.</summary>
    private static string Mark(string code)
    {
        var lines = new List<string>();
        var marks = new List<(int Line, int Start, int End, string Id)>();
        foreach (string line in code.Split('\n'))
        {
            if (Carets().Match(line) is { Success: true } carets)
                marks.Add((lines.Count - 1, carets.Groups["carets"].Index, carets.Groups["carets"].Index + carets.Groups["carets"].Length, carets.Groups["id"].Value));
            else
                lines.Add(line);
        }
        // From the right, so that earlier columns stay where they are.
        foreach (var group in marks.GroupBy(mark => (mark.Line, mark.Start, mark.End)).OrderByDescending(group => group.Key.Start))
        {
            (int line, int start, int end) = group.Key;
            string marked = group.Aggregate(lines[line][start..end], (text, mark) => $"{{|{mark.Id}:{text}|}}");
            lines[line] = lines[line][..start] + marked + lines[line][end..];
        }
        return string.Join('\n', lines);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^# (?<id>MTL\d{3}): (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^> (?<message>.+)$", RegexOptions.Multiline)]
    private static partial Regex Quotation();

    [GeneratedRegex(@"<!-- (?<kind>wrong|right) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^//\s*(?<carets>\^+) (?<id>(MTL|CS)\d+)$")]
    private static partial Regex Carets();
}
