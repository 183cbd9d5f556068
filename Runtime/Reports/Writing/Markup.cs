using System.Text;

namespace MtlDsl;

/// <summary>An attribute of an element: a text, or a number, which is written as a coordinate.</summary>
internal readonly record struct MarkupAttribute(string Name, string Value)
{
    public static implicit operator MarkupAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator MarkupAttribute((string Name, double Value) pair) => new(pair.Name, ReportNumbers.Coordinate(pair.Value));
}

/// <summary>
/// Writes HTML with SVG in it that is well-formed XML too: every element is closed, every text and attribute escaped. Lines end in LF.
/// </summary>
internal sealed class Markup
{
    // A line break after these would become a space between words.
    private static readonly HashSet<string> Inline = ["a", "b", "dd", "dt", "h1", "h2", "h3", "p", "span", "td", "text", "th", "title", "tspan"];

    private readonly StringBuilder _text = new();
    private int _identifiers;

    /// <summary>Begins an element, which ends when what is returned is disposed of.</summary>
    public Scope Element(string name, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        return new Scope(this, name);
    }

    /// <summary>An element with a text in it.</summary>
    public void Element(string name, string text, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        using (Element(name, attributes)) Text(text);
    }

    /// <summary>An element without content: a void one of HTML, or one of SVG.</summary>
    public void Empty(string name, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        Start(name, attributes);
        _text.Append("/>");
        Break(name);
    }

    /// <summary>A text, escaped.</summary>
    public void Text(string text) => Escape(text);

    /// <summary>Markup, a style sheet or a script of ours as it stands.</summary>
    public void Raw(string markup) => _text.Append(markup);

    /// <summary>An id that no other element of the page has.</summary>
    public string NextIdentifier() => FormattableString.Invariant($"n{++_identifiers}");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<MarkupAttribute> attributes)
    {
        _text.Append('<').Append(name);
        foreach (MarkupAttribute attribute in attributes)
        {
            _text.Append(' ').Append(attribute.Name).Append("=\"");
            Escape(attribute.Value);
            _text.Append('"');
        }
    }

    private void End(string name)
    {
        _text.Append("</").Append(name).Append('>');
        Break(name);
    }

    private void Break(string name)
    {
        if (!Inline.Contains(name)) _text.Append('\n');
    }

    private void Escape(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case '\'': _text.Append("&#39;"); break;
                default: _text.Append(IsAllowed(rune) ? rune.ToString() : "\uFFFD"); break;
            }
        }
    }

    // XML has no way to write the others, and HTML forbids most of them.
    private static bool IsAllowed(Rune rune) => rune.Value is '\t' or '\n' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF));

    /// <summary>An element that is open.</summary>
    internal readonly struct Scope(Markup markup, string name) : IDisposable
    {
        public void Dispose() => markup.End(name);
    }
}
