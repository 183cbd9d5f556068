namespace MtlDsl.Samples;

/// <summary>The page that <c>--report</c> asks for.</summary>
internal static class ReportFile
{
    /// <summary>Writes the report of a training, an interrupted one included; nothing where no file is named.</summary>
    public static void Write(TrainingHistory history, FileInfo? file)
    {
        if (file is null)
            return;
        history.SaveReport(file.FullName);
        Console.WriteLine($"Report: {file.FullName}");
    }
}
