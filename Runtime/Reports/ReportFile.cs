using System.Text;

namespace MtlDsl;

/// <summary>Writes reports to files.</summary>
internal static class ReportFile
{
    // Without a byte order mark: the page says its encoding itself.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a report so that at any moment the path has the whole old file or the whole new one.</summary>
    public static void Write(TrainingReport report, string path) => Write(ReportPage.Of(report), path);

    /// <summary>Writes the text of a page likewise.</summary>
    public static void Write(string page, string path)
    {
        byte[] bytes = Encoding.GetBytes(page);
        ReplacedFile.Write(path, stream => stream.Write(bytes));
    }
}
