namespace MtlDsl;

/// <summary>
/// How wide a text is about: a drawing is laid out without knowing the reader's font, so this goes by a wide one (DejaVu Sans).
/// </summary>
internal static class TextWidth
{
    private const string Ellipsis = "…";

    /// <summary>The width of a text in a font of a size, in the same unit.</summary>
    public static double Of(string text, double size)
    {
        double width = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes()) width += Of(rune.Value);
        return width * size;
    }

    /// <summary>The text, or as much of its beginning as fits, with an ellipsis.</summary>
    public static string Cut(string text, double size, double width)
    {
        if (Of(text, size) <= width) return text;
        double rest = width - Of(Ellipsis, size);
        int length = 0;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            rest -= Of(rune.Value) * size;
            if (rest < 0) break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length].TrimEnd() + Ellipsis;
    }

    // In ems.
    private static double Of(int rune) => rune switch
    {
        ' ' or ',' or '.' or ':' or ';' or '\'' or '|' or 'i' or 'j' or 'l' or 'I' => 0.32,
        '(' or ')' or '[' or ']' or 'f' or 'r' or 't' or '-' or '/' => 0.41,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.95,
        >= 'A' and <= 'Z' => 0.7,
        >= 0x1100 => 1.05,
        _ => 0.63,
    };
}
