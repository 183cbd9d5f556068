namespace MtlDsl;

/// <summary>A delimited text file can't be read; the message says where and why.</summary>
public sealed class CsvException : RowException
{
    internal CsvException(string? fileName, long line, string? column, string? text, string reason)
        : base(fileName, Place(fileName, line), line, column, text, reason)
    {
    }

    /// <summary>The line on which the record starts, from 1.</summary>
    public int Line => (int)Row;
}
