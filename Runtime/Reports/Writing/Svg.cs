namespace MtlDsl;

/// <summary>What all drawings have in common.</summary>
internal static class Svg
{
    /// <summary>The size of the small text in drawings.</summary>
    public const double SmallText = 11;

    /// <summary>Begins a drawing that says what it shows to those who do not see it.</summary>
    /// <param name="markup">Where it is written.</param>
    /// <param name="size">Its width and height in its own units, which are about a pixel.</param>
    /// <param name="title">What it is.</param>
    /// <param name="description">What there is to see in it.</param>
    /// <param name="attributes">More attributes.</param>
    public static Markup.Scope Drawing(
        Markup markup, (double Width, double Height) size, string title, string description, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        string titleId = markup.NextIdentifier(), descriptionId = markup.NextIdentifier();
        string box = $"0 0 {ReportNumbers.Coordinate(size.Width)} {ReportNumbers.Coordinate(size.Height)}";
        Markup.Scope scope = markup.Element("svg",
            [("viewBox", box), ("role", "img"), ("aria-labelledby", titleId), ("aria-describedby", descriptionId), .. attributes]);
        markup.Element("title", title, ("id", titleId));
        markup.Element("desc", description, ("id", descriptionId));
        return scope;
    }

    /// <summary>A line from one point to another.</summary>
    public static void Line(Markup markup, double x1, double y1, double x2, double y2, string style) =>
        markup.Empty("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("class", style));

    /// <summary>A text at a point of its baseline.</summary>
    public static void Text(Markup markup, double x, double y, string text, string style) =>
        markup.Element("text", text, ("x", x), ("y", y), ("class", style));

    /// <summary>A point as paths write it.</summary>
    public static string Point(double x, double y) => $"{ReportNumbers.Coordinate(x)} {ReportNumbers.Coordinate(y)}";
}
