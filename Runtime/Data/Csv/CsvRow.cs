namespace MtlDsl;

/// <summary>
/// One record of a delimited text file, read by the model's names with a type for each. There is one row for a whole file, which
/// moves from record to record: take the values out of it, do not keep it.
/// </summary>
/// <remarks>
/// What <see cref="CsvOptions.MissingValues"/> names is missing, and <see cref="CsvOptions.AllowMissingColumns"/> says whether a column
/// may be absent. Every getter throws <see cref="CsvException"/>, with the line and the column, for what it can't read.
/// </remarks>
public sealed class CsvRow : TextRow
{
    private readonly CsvFile _file;

    private CsvRow(CsvFile file, bool allowMissingColumns)
    {
        _file = file;
        AllowsMissingColumns = allowMissingColumns;
    }

    /// <summary>The line on which the record starts, from 1; a quoted field may go on over several.</summary>
    public int Line => (int)_file.Line;

    /// <inheritdoc/>
    public override long Number => _file.Line;

    internal override RowHeader Header => _file.Header;

    private protected override bool AllowsMissingColumns { get; }

    private protected override bool HasArrays => false;

    /// <summary>Reads a file, record by record, as the result is enumerated; every enumeration opens the file anew.</summary>
    /// <typeparam name="T">What a record becomes.</typeparam>
    /// <param name="path">The file. A byte order mark tells its encoding, or else <see cref="CsvOptions.Encoding"/>.</param>
    /// <param name="options">How the file is read; null for the defaults.</param>
    /// <param name="read">Makes something of each record.</param>
    /// <exception cref="CsvException">While enumerating: a line can't be read, a column is absent or a value is not what it should be.</exception>
    public static IEnumerable<T> Read<T>(string path, CsvOptions? options, Func<CsvRow, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(read);
        return ReadFile(path, options ?? new CsvOptions(), read);
    }

    /// <summary>Reads a text, record by record, as the result is enumerated, which can be done once. The reader stays open.</summary>
    /// <typeparam name="T">What a record becomes.</typeparam>
    /// <param name="reader">The text.</param>
    /// <param name="options">How the text is read; null for the defaults.</param>
    /// <param name="read">Makes something of each record.</param>
    /// <exception cref="CsvException">While enumerating: a line can't be read, a column is absent or a value is not what it should be.</exception>
    public static IEnumerable<T> Read<T>(TextReader reader, CsvOptions? options, Func<CsvRow, T> read)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(read);
        return ReadText(reader, options ?? new CsvOptions(), read, fileName: null);
    }

    private protected override CellState State(int column) => _file.IsMissing(column) ? CellState.Missing : CellState.Present;

    private protected override bool IsNumber(int column) => false;

    private protected override ReadOnlySpan<char> TextAt(int column) => _file.Text(column);

    private protected override float[] SinglesAt(int column, int count) => throw new NotSupportedException("A CSV file has no arrays.");

    private protected override bool[] BooleansAt(int column, int count) => throw new NotSupportedException("A CSV file has no arrays.");

    private protected override int[]? TokensAt(int column) => null;

    private protected override float[]? StepsAt(int column) => null;

    private protected override RowException Error(string reason, int column = -1, string? text = null) => _file.Error(reason, column, text);

    private static IEnumerable<T> ReadFile<T>(string path, CsvOptions options, Func<CsvRow, T> read)
    {
        using var reader = new StreamReader(path, options.Encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        foreach (var value in ReadText(reader, options, read, path))
            yield return value;
    }

    private static IEnumerable<T> ReadText<T>(TextReader reader, CsvOptions options, Func<CsvRow, T> read, string? fileName)
    {
        var file = new CsvFile(reader, options, fileName);
        var row = new CsvRow(file, options.AllowMissingColumns);
        while (file.Read())
        {
            row.BeginRow();
            yield return read(row);
        }
    }
}
