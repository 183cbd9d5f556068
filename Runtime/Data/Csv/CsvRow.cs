namespace MtlDsl;

/// <summary>
/// One record of a delimited text file, read by the model's names with a type for each. There is one row for a whole file, which
/// moves from record to record: take the values out of it, do not keep it.
/// </summary>
/// <remarks>
/// A getter that ends in OrNull gives null for a text that <see cref="CsvOptions.MissingValues"/> names; any other refuses it. Both
/// refuse a column that the file does not have, unless <see cref="CsvOptions.AllowMissingColumns"/> lets the OrNull ones give null.
/// Every getter throws <see cref="CsvException"/>, with the line and the column, for what it can't read.
/// </remarks>
public sealed partial class CsvRow
{
    private readonly CsvFile _file;
    private readonly bool _allowMissingColumns;

    private CsvRow(CsvFile file, bool allowMissingColumns)
    {
        _file = file;
        _allowMissingColumns = allowMissingColumns;
    }

    /// <summary>The line on which the record starts, from 1; a quoted field may go on over several.</summary>
    public int Line => _file.Line;

    /// <summary>The names of the file's columns.</summary>
    public IReadOnlyList<string> Columns => _file.Header.Names;

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

    /// <summary>Whether the file has the column, or the first of the columns name_0, name_1, … .</summary>
    public bool Has(string name) => _file.Header.IndexOf(name) >= 0 || _file.Header.IndicesOf(name, 1) is not null;

    private static IEnumerable<T> ReadFile<T>(string path, CsvOptions options, Func<CsvRow, T> read)
    {
        using var reader = new StreamReader(path, options.Encoding, detectEncodingFromByteOrderMarks: true);
        foreach (var value in ReadText(reader, options, read, path))
            yield return value;
    }

    private static IEnumerable<T> ReadText<T>(TextReader reader, CsvOptions options, Func<CsvRow, T> read, string? fileName)
    {
        using var file = new CsvFile(reader, options, fileName);
        var row = new CsvRow(file, options.AllowMissingColumns);
        while (file.Read())
            yield return read(row);
    }

    private T Required<T>(string name, CellParser<T> parse, string refusal) => Parse(Column(name), parse, refusal);

    private T? Optional<T>(string name, CellParser<T> parse, string refusal) where T : struct =>
        OptionalText(name, out var column) is { } text ? Parse(column, text, parse, refusal) : null;

    private T Parse<T>(int column, CellParser<T> parse, string refusal) => Parse(column, RequiredText(column), parse, refusal);

    private T Parse<T>(int column, string text, CellParser<T> parse, string refusal) =>
        parse(text, out var value) ? value : throw _file.Error($"'{text}' {refusal}.", column, text);

    private string RequiredText(int column) =>
        _file.Text(column) ?? throw _file.Error("the value is missing, and it may not be. Fill it in, or make its property nullable.", column);

    private string? OptionalText(string name, out int column)
    {
        column = _allowMissingColumns ? _file.Header.IndexOf(name) : Column(name);
        return column < 0 ? null : _file.Text(column);
    }

    private int Column(string name)
    {
        var column = _file.Header.IndexOf(name);
        return column >= 0 ? column : throw _file.Header.Absent(name);
    }
}
