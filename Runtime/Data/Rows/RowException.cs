namespace MtlDsl;

/// <summary>A row of a file or of a query can't be read; the message says where and why.</summary>
public class RowException : FormatException
{
    internal RowException(string? fileName, string place, long row, string? column, string? text, string reason, Exception? inner = null)
        : base(column is null ? $"{place}: {reason}" : $"{place}, column '{column}': {reason}", inner)
    {
        FileName = fileName;
        Row = row;
        Column = column;
        Text = text;
    }

    /// <summary>The file's path; null when the rows came from a reader.</summary>
    public string? FileName { get; }

    /// <summary>The row, from 1: in a file the line on which it starts, else its number.</summary>
    public long Row { get; }

    /// <summary>The column's name where the row came from; null when the error is not in one column.</summary>
    public string? Column { get; }

    /// <summary>The text that can't be read; null when there is none.</summary>
    public string? Text { get; }

    /// <summary>How messages name a line: <c>people.csv, line 7</c>, or <c>Line 7</c> where there is no file.</summary>
    internal static string Place(string? fileName, long line) => fileName is null
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {line}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileName(fileName)}, line {line}");
}
