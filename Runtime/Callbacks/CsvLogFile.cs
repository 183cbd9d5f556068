using System.Globalization;
using System.Text;
using CsvHelper;

namespace MtlDsl;

/// <summary>A CSV file that grows line by line, and by columns where a line has new ones.</summary>
internal sealed class CsvLogFile(string path)
{
    private List<string> _columns = [];

    /// <summary>The number of lines below the header.</summary>
    public int Lines { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Begin()
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        File.Delete(path);
        _columns = [];
        Lines = 0;
    }

    /// <summary>Goes on with an existing file after its first lines. A file that is gone, or has less, is gone on with as it is.</summary>
    public void Truncate(int lines)
    {
        if (!File.Exists(path))
        {
            Begin();
            return;
        }
        string[] kept = [.. File.ReadLines(path).Take(lines + 1)];
        Lines = Math.Max(0, kept.Length - 1);
        _columns = kept.Length == 0 ? [] : Fields(kept[0]);
        Replace(kept);
    }

    /// <summary>Writes a line.</summary>
    /// <param name="values">The columns that it has a value for.</param>
    public void Append(IReadOnlyList<(string Column, double Value)> values)
    {
        string[] added = [.. values.Select(value => value.Column).Except(_columns)];
        if (added.Length > 0) AddColumns(added);
        Dictionary<string, double> byColumn = values.ToDictionary(value => value.Column, value => value.Value);
        string line = Line(_columns.Select(column => byColumn.TryGetValue(column, out double value) ? Text(value) : ""));
        File.AppendAllText(path, line);
        Lines++;
    }

    private void AddColumns(string[] added)
    {
        string[] lines = Lines == 0 ? [] : File.ReadAllLines(path);
        _columns.AddRange(added);
        Replace([Line(_columns).TrimEnd('\n'), .. lines.Skip(1).Select(line => line + new string(',', added.Length))]);
    }

    private void Replace(string[] lines) => ReplacedFile.Write(path, stream =>
    {
        foreach (string line in lines) stream.Write(Encoding.UTF8.GetBytes(line + '\n'));
    });

    private static string Line(IEnumerable<string> fields)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var writer = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            foreach (string field in fields) writer.WriteField(field);
        }
        return text + "\n";
    }

    private static List<string> Fields(string line)
    {
        using var parser = new CsvParser(new StringReader(line), CultureInfo.InvariantCulture);
        return parser.Read() ? [.. parser.Record!] : [];
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
