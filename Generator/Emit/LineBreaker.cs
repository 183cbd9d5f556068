using System;
using System.Collections.Generic;
using System.Linq;

namespace MtlDsl.Generator.Emit;

/// <summary>Breaks lines that are too long to read: documentation between words, code into an argument a line.</summary>
internal static class LineBreaker
{
    private const string Step = "    ";

    /// <summary>The line as it is where it fits into the width, or else in parts, which are indented among themselves.</summary>
    public static IEnumerable<string> Break(string line, int width)
    {
        if (line.Length <= width)
            return [line];
        string code = line.TrimStart();
        string indentation = line.Substring(0, line.Length - code.Length);
        IEnumerable<string> parts = code.StartsWith("//", StringComparison.Ordinal)
            ? Fill(code, width - indentation.Length, " ", next: code.Substring(0, code.IndexOf(' ') + 1))
            : Conditional(code) ?? Arguments(code, width - indentation.Length);
        return parts.Select(part => indentation + part);
    }

    /// <summary>Breaks after a separator, with as much on each line as it takes.</summary>
    private static IEnumerable<string> Fill(string text, int width, string separator, string next = "")
    {
        while (text.Length > width && text.LastIndexOf(separator, width, StringComparison.Ordinal) is var end && end >= next.Length && end > 0)
        {
            yield return text.Substring(0, end + separator.Length).TrimEnd();
            text = next + text.Substring(end + separator.Length);
        }
        yield return text;
    }

    private static IEnumerable<string>? Conditional(string code)
    {
        int then = code.IndexOf(" ? ", StringComparison.Ordinal);
        int otherwise = code.LastIndexOf(" : ", StringComparison.Ordinal);
        return then < 0 || otherwise < then
            ? null
            : [code.Substring(0, then), Step + code.Substring(then + 1, otherwise - then - 1), Step + code.Substring(otherwise + 1)];
    }

    /// <summary>Breaks the longest list in brackets, if there is one; a list of one item where no other has more.</summary>
    private static IEnumerable<string> Arguments(string code, int width)
    {
        if (LongestList(code) is not { } list)
            return code.IndexOf('"') >= 0 ? [code] : Fill(code, width, ", ");
        var lines = new List<string> { code.Substring(0, list[0] + 1) };
        for (int i = 1; i < list.Count; i++)
        {
            int end = i == list.Count - 1 ? code.Length : list[i] + 1;
            lines.AddRange(Break(Step + code.Substring(list[i - 1] + 1, end - list[i - 1] - 1).Trim(), width));
        }
        return lines;
    }

    private static List<int>? LongestList(string code)
    {
        // Of each list that is open: where it begins, and the commas between its items.
        var open = new Stack<List<int>>();
        List<int>? longest = null;
        for (int i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = EndOfString(code, i);
                    break;
                case '(' or '[' or '{' or '<':
                    open.Push([i]);
                    break;
                case ',' when open.Count > 0:
                    open.Peek().Add(i);
                    break;
                case '>' when code[i - 1] != '=' && open.Count > 0:
                    open.Pop();
                    break;
                case ')' or ']' or '}' when open.Count > 0:
                    List<int> list = open.Pop();
                    list.Add(i);
                    if (list[list.Count - 2] + 1 < i && (longest is null || IsLonger(list, longest)))
                        longest = list;
                    break;
            }
        }
        return longest;
    }

    private static bool IsLonger(List<int> list, List<int> other) => (list.Count > 2, Length(list)).CompareTo((other.Count > 2, Length(other))) > 0;

    private static int Length(List<int> list) => list[list.Count - 1] - list[0];

    private static int EndOfString(string code, int start)
    {
        int end = start + 1;
        while (end < code.Length && code[end] != '"')
            end += code[end] == '\\' ? 2 : 1;
        return end;
    }
}
