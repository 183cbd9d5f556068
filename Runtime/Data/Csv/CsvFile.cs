using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace MtlDsl;

/// <summary>Reads the records of a delimited text, one at a time.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly CsvParser _parser;
    private readonly string? _fileName;
    private readonly CsvOptions _options;
    private readonly HashSet<string> _missing;
    private string[] _cells = [];
    private bool _waiting;

    public CsvFile(TextReader reader, CsvOptions options, string? fileName)
    {
        _fileName = fileName;
        _options = options;
        _missing = new HashSet<string>(options.MissingValues, StringComparer.OrdinalIgnoreCase);
        if (reader.Peek() == '\uFEFF')
            reader.Read();
        _parser = new CsvParser(reader, Configuration(options), leaveOpen: true);
        Header = ReadHeader();
    }

    public CsvHeader Header { get; }

    /// <summary>The line on which the record starts, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Goes to the next record; false at the end.</summary>
    public bool Read()
    {
        if (_waiting)
            _waiting = false;
        else if (!Advance())
            return false;
        Load();
        return true;
    }

    /// <summary>The text of a field; null where it is one that stands for a missing value.</summary>
    public string? Text(int column)
    {
        var text = _cells[column];
        if (_options.Rewrite is { } rewrite)
            text = rewrite(Header.Names[column], text);
        return _missing.Contains(text) ? null : text;
    }

    public CsvException Error(string reason, int column = -1, string? text = null) =>
        new(_fileName, Line, column < 0 ? null : Header.Names[column], text, reason);

    public void Dispose() => _parser.Dispose();

    private static CsvConfiguration Configuration(CsvOptions options) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = options.Delimiter,
        TrimOptions = options.Trim ? TrimOptions.Trim : TrimOptions.None,
        WhiteSpaceChars = options.Delimiter.Contains('\t') ? [' '] : [' ', '\t'],
        BadDataFound = arguments => throw new BadQuoting(arguments.Field),
    };

    private CsvHeader ReadHeader()
    {
        if (!Advance())
        {
            return _options.Header is { } names
                ? NewHeader([.. names])
                : throw new CsvException(_fileName, 1, null, null, "there is nothing here. The first line should name the columns.");
        }

        var first = new string[_parser.Count];
        for (var i = 0; i < first.Length; i++)
            first[i] = Cell(i, $"{i + 1}");
        if (_options.Header is { } given && !given.SequenceEqual(first, NameComparer.Instance))
        {
            _waiting = true;
            return NewHeader([.. given]);
        }
        return NewHeader(first);
    }

    // The parser counts the line on which a record ends, and counts a blank line before it as a record.
    private bool Advance()
    {
        var (records, lines) = (_parser.Row, _parser.RawRow);
        if (!_parser.Read())
            return false;
        Line = lines + (_parser.Row - records);
        return true;
    }

    private CsvHeader NewHeader(string[] names) => new(names, _options.Columns, reason => Error(reason));

    private void Load()
    {
        var count = Header.Names.Length;
        if (_cells.Length != count)
            _cells = new string[count];
        // Every field, asked for or not: a quote that is never closed swallows the lines after it.
        for (var i = 0; i < _parser.Count; i++)
        {
            var cell = Cell(i, i < count ? Header.Names[i] : $"{i + 1}");
            if (i < count)
                _cells[i] = cell;
        }
        if (_parser.Count != count)
            throw Error($"there are {_parser.Count} fields, but {count} columns. " +
                $"Quote a field that has '{_options.Delimiter}' in it, and leave none out.");
    }

    private string Cell(int index, string column)
    {
        try
        {
            return _parser[index];
        }
        catch (BadQuoting bad)
        {
            throw new CsvException(_fileName, Line, column, bad.Text, $"the quotes of {Shortened(bad.Text)} are not in order. " +
                "Put a field that has a quote in it between quotes, double that quote, and close what you open.");
        }
    }

    private static string Shortened(string field) => field.Length <= 40 ? field : $"{field.AsSpan(0, 40)}…";

    private sealed class BadQuoting(string text) : Exception
    {
        public string Text => text;
    }
}
