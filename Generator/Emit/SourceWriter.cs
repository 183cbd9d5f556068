using System;
using System.Collections.Generic;
using System.Text;

namespace MtlDsl.Generator.Emit;

/// <summary>Writes indented C# with \n line ends on every machine. Long lines are broken.</summary>
internal sealed class SourceWriter
{
    private const int LongestLine = 140;
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _afterBlank = true;

    /// <summary>Writes one or more lines, each indented. A blank line after a blank line is left out.</summary>
    public void Lines(string lines)
    {
        foreach (string line in lines.Replace("\r\n", "\n").Split('\n'))
            Line(line);
    }

    public void Line(string line = "")
    {
        bool blank = string.IsNullOrWhiteSpace(line);
        if (blank && _afterBlank)
            return;
        if (blank)
            _text.Append('\n');
        else
            foreach (string part in LineBreaker.Break(line.TrimEnd(), LongestLine - 4 * _indentation))
                _text.Append(' ', 4 * _indentation).Append(part).Append('\n');
        _afterBlank = blank;
    }

    public void Open(string? header = null)
    {
        if (header is not null)
            Lines(header);
        Line("{");
        _indentation++;
        _afterBlank = true;
    }

    public void Close(string suffix = "")
    {
        TrimBlankLine();
        _indentation--;
        Line("}" + suffix);
    }

    /// <summary>Writes a line for each item, all but the last ending in the separator.</summary>
    public void List(IReadOnlyList<string> items, string separator, string last)
    {
        for (int i = 0; i < items.Count; i++)
            Lines(items[i] + (i < items.Count - 1 ? separator : last));
    }

    public void Indent() => _indentation++;

    public void Outdent() => _indentation--;

    public override string ToString() => _text.ToString();

    private void TrimBlankLine()
    {
        while (_text.Length >= 2 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n')
            _text.Length--;
        _afterBlank = false;
    }
}
