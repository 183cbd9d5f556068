namespace MtlDsl;

/// <summary>What all report pages have around their content: one file that needs nothing but itself.</summary>
internal static class PageFrame
{
    // Forbids by itself what a page without network needs not.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The text of a page.</summary>
    /// <param name="title">What the browser calls it.</param>
    /// <param name="style">Rules that are added to the style sheet of all pages.</param>
    /// <param name="header">Writes the head of the page.</param>
    /// <param name="main">Writes the rest of it.</param>
    public static string Of(string title, string style, Action<Markup> header, Action<Markup> main)
    {
        var markup = new Markup();
        markup.Raw("<!DOCTYPE html>\n");
        using (markup.Element("html", ("lang", "en")))
        {
            WriteHead(markup, title, style);
            using (markup.Element("body"))
            {
                using (markup.Element("header")) header(markup);
                using (markup.Element("main")) main(markup);
                using (markup.Element("script")) markup.Raw(ReportScript.Text);
            }
        }
        return markup.ToString();
    }

    private static void WriteHead(Markup markup, string title, string style)
    {
        using (markup.Element("head"))
        {
            markup.Empty("meta", ("charset", "utf-8"));
            markup.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            markup.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            // Without it a browser asks the server for one.
            markup.Empty("link", ("rel", "icon"), ("href", "data:,"));
            markup.Element("title", title);
            using (markup.Element("style")) markup.Raw(ReportStyle.Text + style);
        }
    }
}
