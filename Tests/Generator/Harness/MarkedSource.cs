using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MtlDsl.Tests;

/// <summary>A source in which <c>{|MTL020:trunc|}</c> marks the text that a diagnostic must point at.</summary>
internal sealed record MarkedSource(string Code, IReadOnlyList<ExpectedDiagnostic> Expected)
{
    private const string Opening = "{|";
    private const string Closing = "|}";

    /// <summary>Takes the marks out. Marks may enclose each other: <c>{|MTL001:{|MTL002:x|}|}</c>.</summary>
    public static MarkedSource Parse(string marked)
    {
        var code = new StringBuilder();
        var expected = new List<ExpectedDiagnostic>();
        var open = new Stack<(string Id, int Start)>();
        int position = 0;
        while (position < marked.Length)
        {
            if (StartsWith(marked, position, Opening))
            {
                int colon = marked.IndexOf(':', position);
                colon.ShouldBePositive($"a mark has the form {Opening}id:text{Closing}");
                open.Push((marked[(position + Opening.Length)..colon], code.Length));
                position = colon + 1;
            }
            else if (open.Count > 0 && StartsWith(marked, position, Closing))
            {
                (string id, int start) = open.Pop();
                expected.Add(new(id, TextSpan.FromBounds(start, code.Length)));
                position += Closing.Length;
            }
            else
            {
                code.Append(marked[position++]);
            }
        }
        open.ShouldBeEmpty("every mark must be closed");
        return new(code.ToString(), expected);
    }

    private static bool StartsWith(string text, int position, string mark) => string.CompareOrdinal(text, position, mark, 0, mark.Length) == 0;
}

/// <summary>An id and the text in the source that it must point at.</summary>
internal sealed record ExpectedDiagnostic(string Id, TextSpan Span);
