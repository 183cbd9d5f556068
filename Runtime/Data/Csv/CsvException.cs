namespace MtlDsl;

/// <summary>A delimited text file can't be read; the message says where and why.</summary>
public sealed class CsvException : FormatException
{
    internal CsvException(string? fileName, int line, string? column, string? text, string reason, Exception? inner = null)
        : base(Describe(fileName, line, column, reason), inner)
    {
        FileName = fileName;
        Line = line;
        Column = column;
        Text = text;
    }

    /// <summary>The file's path; null when the text came from a reader.</summary>
    public string? FileName { get; }

    /// <summary>The line on which the record starts, from 1.</summary>
    public int Line { get; }

    /// <summary>The column's name in the file; null when the error is not in one column.</summary>
    public string? Column { get; }

    /// <summary>The text that can't be read; null when there is none.</summary>
    public string? Text { get; }

    private static string Describe(string? fileName, int line, string? column, string reason)
    {
        var place = fileName is null ? $"Line {line}" : $"{Path.GetFileName(fileName)}, line {line}";
        return column is null ? $"{place}: {reason}" : $"{place}, column '{column}': {reason}";
    }
}
