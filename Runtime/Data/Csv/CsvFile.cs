namespace MtlDsl;

/// <summary>Reads the records of a delimited text, one at a time.</summary>
internal sealed class CsvFile
{
    private const string Remedy =
        $"Name the file's column in {nameof(CsvOptions)}.{nameof(CsvOptions.Columns)}, or all of them in {nameof(CsvOptions.Header)} " +
        "if the file has no header line.";

    private readonly CsvTokenizer _records;
    private readonly string? _fileName;
    private readonly CsvOptions _options;
    private readonly string[] _missing;
    private readonly string?[] _rewritten;
    private bool _waiting;

    public CsvFile(TextReader reader, CsvOptions options, string? fileName)
    {
        _fileName = fileName;
        _options = options;
        _missing = [.. options.MissingValues];
        if (reader.Peek() == '\uFEFF')
            reader.Read();
        _records = new CsvTokenizer(reader, options.Delimiter, options.Trim);
        Header = ReadHeader();
        _rewritten = options.Rewrite is null ? [] : new string?[Header.Names.Count];
    }

    public RowHeader Header { get; }

    /// <summary>The line on which the record starts, from 1.</summary>
    public long Line => _records.Line;

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read()
    {
        if (_waiting)
            _waiting = false;
        else if (!Advance())
            return false;
        if (_records.Count != Header.Names.Count)
            throw Error($"there are {_records.Count} fields, but {Header.Names.Count} columns. " +
                $"Quote a field that has '{_options.Delimiter}' in it, and leave none out.");
        Array.Clear(_rewritten);
        return true;
    }

    /// <summary>The text of a field.</summary>
    public ReadOnlySpan<char> Text(int column) => _options.Rewrite is { } rewrite
        ? _rewritten[column] ??= rewrite(Header.Names[column], _records[column].ToString())
        : _records[column];

    /// <summary>Whether the text of a field is one that stands for a missing value.</summary>
    public bool IsMissing(int column)
    {
        var text = Text(column);
        foreach (var missing in _missing)
        {
            // The length sorts nearly all out, for less than a look-up in a hash table costs.
            if (missing.Length == text.Length && text.Equals(missing, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    public CsvException Error(string reason, int column = -1, string? text = null) =>
        new(_fileName, Line, column < 0 ? null : Header.Names[column], text, reason);

    private RowHeader ReadHeader()
    {
        if (!Advance())
        {
            return _options.Header is { } names
                ? NewHeader(names)
                : throw new CsvException(_fileName, 1, null, null, "there is nothing here. The first line should name the columns.");
        }

        var first = new string[_records.Count];
        for (var i = 0; i < first.Length; i++)
            first[i] = _records[i].ToString();
        if (_options.Header is { } given && !given.SequenceEqual(first, NameComparer.Instance))
        {
            _waiting = true;
            return NewHeader(given);
        }
        return NewHeader(first);
    }

    private bool Advance() => _records.Read() switch
    {
        CsvRecord.Complete => true,
        CsvRecord.None => false,
        CsvRecord.BadQuotes => throw BadQuotes(_records.Count - 1),
        _ => throw Error(FormattableString.Invariant(
            $"the record is longer than {CsvTokenizer.LongestRecord} characters. Is there a quote that is never closed?")),
    };

    // It may be the header line that is in disorder: then a column has its number for a name.
    private CsvException BadQuotes(int field)
    {
        var text = _records[field].ToString();
        var column = Header is { } header && field < header.Names.Count ? header.Names[field] : $"{field + 1}";
        return new CsvException(_fileName, Line, column, text, $"the quotes of {Shortened(text)} are not in order. " +
            "Put a field that has a quote in it between quotes, double that quote, and close what you open.");
    }

    private RowHeader NewHeader(IReadOnlyList<string> names) => new(names, _options.Columns, Remedy, reason => Error(reason));

    private static string Shortened(string field) => field.Length <= 40 ? field : $"{field.AsSpan(0, 40)}…";
}
