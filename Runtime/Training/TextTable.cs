using System.Text;

namespace MtlDsl;

/// <summary>Rows of text under headings, in columns of equal width: the first ones aligned to the left, the others to the right.</summary>
internal sealed class TextTable(string[] header, int leftAligned)
{
    private readonly List<string[]> _rows = [header];

    public void Add(string[] row) => _rows.Add(row);

    public override string ToString()
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            IEnumerable<string> cells = row.Select((cell, column) =>
                column < leftAligned ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}
