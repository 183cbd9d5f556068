using System.Text;
using System.Text.Json;

namespace MtlDsl;

/// <summary>
/// One line of a JSON Lines file, an object, read by the model's names with a type for each. A property may hold a value or an array of
/// them, also an array of arrays, whose last dimension runs fastest. There is one row for a whole file, which moves from line to line.
/// </summary>
/// <remarks>
/// A null is missing. Numbers and answers may also be texts. Every getter throws <see cref="RowException"/>, with the line and the
/// property, for what it can't read.
/// </remarks>
public sealed class JsonRow : TextRow
{
    private const string Remedy =
        $"Name the file's property in {nameof(JsonLinesOptions)}.{nameof(JsonLinesOptions.Columns)}, or set " +
        $"{nameof(JsonLinesOptions.AllowMissingColumns)} where rows leave out what is missing.";

    private readonly JsonLines _lines;
    private readonly string? _fileName;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<byte[]> _names = [];
    private Cell[] _cells = new Cell[16];
    private char[] _text = new char[64];

    private JsonRow(Stream stream, JsonLinesOptions options, string? fileName)
    {
        _lines = new JsonLines(stream);
        _fileName = fileName;
        AllowsMissingColumns = options.AllowMissingColumns;
        Header = new RowHeader([], options.Columns, Remedy, reason => Error(reason));
    }

    /// <inheritdoc/>
    public override long Number => _lines.Number;

    internal override RowHeader Header { get; }

    private protected override bool AllowsMissingColumns { get; }

    private protected override bool HasArrays => true;

    /// <summary>Reads a file, line by line, as the result is enumerated; every enumeration opens the file anew. Blank lines are left out.</summary>
    /// <typeparam name="T">What a line becomes.</typeparam>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="options">How the file is read; null for the defaults.</param>
    /// <param name="read">Makes something of each line.</param>
    /// <exception cref="RowException">While enumerating: a line is no object, a property is absent or a value is not what it should be.</exception>
    public static IEnumerable<T> Read<T>(string path, JsonLinesOptions? options, Func<JsonRow, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(read);
        return ReadFile(path, options ?? new JsonLinesOptions(), read);
    }

    /// <summary>Reads a stream, line by line, as the result is enumerated, which can be done once. The stream stays open.</summary>
    /// <typeparam name="T">What a line becomes.</typeparam>
    /// <param name="stream">The lines, in UTF-8.</param>
    /// <param name="options">How the lines are read; null for the defaults.</param>
    /// <param name="read">Makes something of each line.</param>
    /// <exception cref="RowException">While enumerating: a line is no object, a property is absent or a value is not what it should be.</exception>
    public static IEnumerable<T> Read<T>(Stream stream, JsonLinesOptions? options, Func<JsonRow, T> read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(read);
        return ReadLines(stream, options ?? new JsonLinesOptions(), read, fileName: null);
    }

    private protected override CellState State(int column) => _cells[column] switch
    {
        var cell when cell.Line != _lines.Number => CellState.Absent,
        { Type: JsonTokenType.Null } => CellState.Missing,
        _ => CellState.Present,
    };

    private protected override bool IsNumber(int column) => _cells[column].Type == JsonTokenType.Number;

    private protected override ReadOnlySpan<char> TextAt(int column)
    {
        if (_cells[column].Type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            throw Error("one value is wanted here, and there is an object or an array.", column);
        var reader = ReaderAt(column);
        reader.Read();
        return TextOf(reader);
    }

    private protected override float[] SinglesAt(int column, int count)
    {
        var values = new float[count];
        var reader = ReaderAt(column);
        for (var i = 0; NextElement(ref reader, column, i, count); i++)
        {
            var text = TextOf(reader);
            if (!CellText.Single(text, out values[i]))
                throw Refused(column, i, text.ToString(), CellText.Number);
        }
        return values;
    }

    private protected override bool[] BooleansAt(int column, int count)
    {
        var values = new bool[count];
        var reader = ReaderAt(column);
        for (var i = 0; NextElement(ref reader, column, i, count); i++)
        {
            var text = TextOf(reader);
            if (!CellText.Boolean(text, out values[i]))
                throw Refused(column, i, text.ToString(), CellText.Truth);
        }
        return values;
    }

    private protected override int[]? TokensAt(int column) => Numbers<int>(column, CellText.Int32, CellText.Whole);

    private protected override float[]? StepsAt(int column) => Numbers<float>(column, CellText.Single, CellText.Number);

    private protected override RowException Error(string reason, int column = -1, string? text = null) =>
        new(_fileName, RowException.Place(_fileName, Number), Number, column < 0 ? null : Header.Names[column], text, reason);

    private static IEnumerable<T> ReadFile<T>(string path, JsonLinesOptions options, Func<JsonRow, T> read)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        foreach (var value in ReadLines(stream, options, read, path))
            yield return value;
    }

    private static IEnumerable<T> ReadLines<T>(Stream stream, JsonLinesOptions options, Func<JsonRow, T> read, string? fileName)
    {
        var row = new JsonRow(stream, options, fileName);
        while (row.ReadLine())
            yield return read(row);
    }

    private bool ReadLine()
    {
        try
        {
            do
            {
                if (!_lines.Read())
                    return false;
            }
            while (_lines.Line.Trim(" \t\r"u8).IsEmpty);
            BeginRow();
            ReadProperties();
            return true;
        }
        catch (JsonException exception)
        {
            throw new RowException(_fileName, RowException.Place(_fileName, Number), Number, null, null,
                $"this is no JSON object on a line of its own: {exception.Message}", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new RowException(_fileName, RowException.Place(_fileName, Number + 1), Number + 1, null, null, exception.Message, exception);
        }
    }

    private void ReadProperties()
    {
        var reader = new Utf8JsonReader(_lines.Line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Error("this is no JSON object on a line of its own, such as {\"age\": 41}.");
        var column = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            column = ColumnOf(ref reader, column + 1);
            if (_cells[column].Line == Number)
                throw Error("the property stands twice in this row.", column);
            reader.Read();
            var (start, type) = ((int)reader.TokenStartIndex, reader.TokenType);
            reader.Skip();
            _cells[column] = new Cell(Number, start, (int)reader.BytesConsumed - start, type);
        }
        // What comes after the object is an error of the reader's.
        reader.Read();
    }

    // Properties mostly stand in the order of the rows before.
    private int ColumnOf(ref Utf8JsonReader reader, int expected)
    {
        if (expected < _names.Count && reader.ValueTextEquals(_names[expected]))
            return expected;
        var name = reader.GetString()!;
        if (_columns.TryGetValue(name, out var column))
            return column;
        column = Header.Add(name);
        ForgetColumns();
        _columns.Add(name, column);
        _names.Add(Encoding.UTF8.GetBytes(name));
        if (column == _cells.Length)
            Array.Resize(ref _cells, 2 * column);
        return column;
    }

    private Utf8JsonReader ReaderAt(int column) => new(_lines.Line.Slice(_cells[column].Start, _cells[column].Length));

    private T[]? Numbers<T>(int column, CellParser<T> parse, string refusal)
    {
        if (_cells[column].Type != JsonTokenType.StartArray)
            return null;
        var values = new List<T>();
        var reader = ReaderAt(column);
        while (NextElement(ref reader, column, values.Count))
        {
            var text = TextOf(reader);
            values.Add(parse(text, out var value) ? value : throw Refused(column, values.Count, text.ToString(), refusal));
        }
        return [.. values];
    }

    // The elements of an array within an array come one after another.
    private bool NextElement(ref Utf8JsonReader reader, int column, int index)
    {
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
                continue;
            return reader.TokenType switch
            {
                JsonTokenType.Null => throw Error(FormattableString.Invariant($"the value at {index} of the array is missing, and only all of it may be."), column),
                JsonTokenType.StartObject => throw Error(FormattableString.Invariant($"there is an object at {index} of the array."), column),
                _ => true,
            };
        }
        return false;
    }

    private bool NextElement(ref Utf8JsonReader reader, int column, int index, int count)
    {
        if (_cells[column].Type != JsonTokenType.StartArray)
            throw Error(FormattableString.Invariant($"an array of {count} is wanted here."), column);
        var isThere = NextElement(ref reader, column, index);
        if (isThere && index == count)
            throw Error(FormattableString.Invariant($"the array has more than {count} values, and it takes {count}."), column);
        return isThere || index == count
            ? isThere
            : throw Error(FormattableString.Invariant($"the array has {index} values, and it takes {count}."), column);
    }

    private ReadOnlySpan<char> TextOf(scoped in Utf8JsonReader reader)
    {
        if (_text.Length < reader.ValueSpan.Length)
            _text = new char[2 * reader.ValueSpan.Length];
        var length = reader.TokenType == JsonTokenType.String ? reader.CopyString(_text) : Encoding.UTF8.GetChars(reader.ValueSpan, _text);
        return _text.AsSpan(0, length);
    }

    private RowException Refused(int column, int index, string text, string reason) =>
        Error(FormattableString.Invariant($"'{text}' at {index} of the array {reason}."), column, text);

    private readonly record struct Cell(long Line, int Start, int Length, JsonTokenType Type);
}
