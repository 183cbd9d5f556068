using System.Buffers;

namespace MtlDsl;

/// <summary>
/// Cuts delimited text (RFC 4180, 2005) into records and fields within a buffer of its own, so that no field costs an object. Blank lines
/// are left out; lines end in \n, \r\n or \r.
/// </summary>
internal sealed class CsvTokenizer
{
    /// <summary>The length of the longest record, in characters.</summary>
    public const int LongestRecord = 1 << 24;

    private readonly TextReader _reader;
    private readonly string _delimiter;
    private readonly string _blanks;
    private readonly SearchValues<char> _stops;
    private char[] _buffer;
    private Field[] _fields = new Field[16];
    private int _start;
    private int _end;
    private int _at;
    private bool _isOver;
    private long _nextLine = 1;

    /// <param name="reader">The text.</param>
    /// <param name="delimiter">What stands between two fields.</param>
    /// <param name="trim">Whether blanks around a field are dropped.</param>
    /// <param name="capacity">The characters that are read at a time; a longer record has the buffer grow.</param>
    public CsvTokenizer(TextReader reader, string delimiter, bool trim, int capacity = 1 << 16)
    {
        ArgumentException.ThrowIfNullOrEmpty(delimiter);
        _reader = reader;
        _delimiter = delimiter;
        _blanks = trim ? string.Concat(" \t".Where(blank => !delimiter.Contains(blank))) : "";
        _stops = SearchValues.Create([delimiter[0], '"', '\r', '\n']);
        _buffer = new char[capacity];
    }

    /// <summary>The number of fields.</summary>
    public int Count { get; private set; }

    /// <summary>The line on which the record starts, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The text of a field, until the next record is read.</summary>
    public ReadOnlySpan<char> this[int field] => _buffer.AsSpan(_fields[field].Start, _fields[field].Length);

    /// <summary>Goes to the next record.</summary>
    public CsvRecord Read()
    {
        Count = 0;
        if (!SkipBlankLines())
            return CsvRecord.None;
        Line = _nextLine;
        while (true)
        {
            // A record that the buffer has only a part of is read anew once there is more: it happens once in a buffer.
            _at = _start;
            _nextLine = Line;
            Count = 0;
            Step step;
            do
                step = ReadField();
            while (step == Step.Field);
            switch (step)
            {
                case Step.Record:
                    _start = _at;
                    _nextLine++;
                    Unquote();
                    return CsvRecord.Complete;
                case Step.Refused:
                    return CsvRecord.BadQuotes;
                case Step.Cut when _end - _start >= LongestRecord:
                    return CsvRecord.TooLong;
                default:
                    Fill();
                    break;
            }
        }
    }

    private Step ReadField()
    {
        if (Count == _fields.Length)
            Array.Resize(ref _fields, 2 * _fields.Length);
        SkipBlanks();
        if (_at == _end && !_isOver)
            return Step.Cut;
        var step = _at < _end && _buffer[_at] == '"' ? ReadQuoted() : ReadPlain();
        if (step is Step.Field or Step.Record)
            Count++;
        return step;
    }

    private Step ReadPlain()
    {
        var from = _at;
        while (true)
        {
            var stop = _buffer.AsSpan(_at, _end - _at).IndexOfAny(_stops);
            _at = stop < 0 ? _end : _at + stop;
            if (_at < _end && _buffer[_at] == '"')
                return Refuse(from);
            var length = _at - from;
            var step = ReadEnd();
            if (step == Step.None)
            {
                // The first character of a delimiter that has more of them.
                _at++;
                continue;
            }
            while (length > 0 && _blanks.Contains(_buffer[from + length - 1]))
                length--;
            _fields[Count] = new Field(from, length, HasQuotes: false);
            return step;
        }
    }

    private Step ReadQuoted()
    {
        var from = _at++;
        var hasQuotes = false;
        while (true)
        {
            var quote = _buffer.AsSpan(_at, _end - _at).IndexOf('"');
            if (quote < 0)
                return _isOver ? Refuse(from) : Step.Cut;
            _at += quote + 1;
            if (_at == _end && !_isOver)
                return Step.Cut;
            if (_at == _end || _buffer[_at] != '"')
                break;
            hasQuotes = true;
            _at++;
        }

        _fields[Count] = new Field(from + 1, _at - from - 2, hasQuotes);
        _nextLine += LineBreaks(this[Count]);
        SkipBlanks();
        var step = ReadEnd();
        return step == Step.None ? Refuse(from) : step;
    }

    // What may come after a field: a delimiter, the end of the line, the end of the text.
    private Step ReadEnd()
    {
        if (_at == _end)
            return _isOver ? Step.Record : Step.Cut;
        var c = _buffer[_at];
        if (c == _delimiter[0] && _delimiter.Length == 1)
        {
            _at++;
            return Step.Field;
        }
        if (c is '\r' or '\n')
            return ReadLineBreak() ? Step.Record : Step.Cut;

        var rest = _buffer.AsSpan(_at, _end - _at);
        if (rest.StartsWith(_delimiter))
        {
            _at += _delimiter.Length;
            return Step.Field;
        }
        return !_isOver && _delimiter.AsSpan().StartsWith(rest) ? Step.Cut : Step.None;
    }

    // False where the buffer ends before it tells whether a \n follows a \r.
    private bool ReadLineBreak()
    {
        if (_buffer[_at] == '\r' && _at + 1 == _end && !_isOver)
            return false;
        _at += _buffer[_at] == '\r' && _at + 1 < _end && _buffer[_at + 1] == '\n' ? 2 : 1;
        return true;
    }

    /// <summary>Goes to where a record starts; false at the end of the text.</summary>
    private bool SkipBlankLines()
    {
        while (true)
        {
            if (_start == _end && !Fill())
                return false;
            if (_buffer[_start] is not ('\r' or '\n'))
                return true;
            _at = _start;
            if (ReadLineBreak())
            {
                _start = _at;
                _nextLine++;
            }
            else
            {
                Fill();
            }
        }
    }

    private void SkipBlanks()
    {
        while (_at < _end && _buffer[_at] <= ' ' && _blanks.Contains(_buffer[_at]))
            _at++;
    }

    // The field that is refused goes on to the end of the text where its quotes are never closed, else to the next stop.
    private Step Refuse(int from)
    {
        var isClosed = _at < _end;
        while (_at < _end && !(_buffer[_at] is '\r' or '\n' || _buffer.AsSpan(_at, _end - _at).StartsWith(_delimiter)))
            _at++;
        _fields[Count++] = new Field(from, (isClosed ? _at : _end) - from, HasQuotes: false);
        return Step.Refused;
    }

    private void Unquote()
    {
        for (var i = 0; i < Count; i++)
        {
            if (!_fields[i].HasQuotes)
                continue;
            var text = _buffer.AsSpan(_fields[i].Start, _fields[i].Length);
            var length = 0;
            for (var from = 0; from < text.Length; from++)
            {
                text[length++] = text[from];
                if (text[from] == '"')
                    from++;
            }
            _fields[i] = new Field(_fields[i].Start, length, HasQuotes: false);
        }
    }

    private static int LineBreaks(ReadOnlySpan<char> text)
    {
        var breaks = text.Count('\n');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))
                breaks++;
        }
        return breaks;
    }

    private bool Fill()
    {
        if (_isOver)
            return false;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = _reader.Read(_buffer, _end, _buffer.Length - _end);
        _isOver = read == 0;
        _end += read;
        return read > 0;
    }

    private readonly record struct Field(int Start, int Length, bool HasQuotes);

    private enum Step
    {
        /// <summary>A field, after which another comes.</summary>
        Field,

        /// <summary>The last field of a record.</summary>
        Record,

        /// <summary>The buffer ends before the field does.</summary>
        Cut,

        /// <summary>A quote where none may be.</summary>
        Refused,

        /// <summary>The field goes on.</summary>
        None,
    }
}

/// <summary>What <see cref="CsvTokenizer.Read"/> found.</summary>
internal enum CsvRecord
{
    /// <summary>A record.</summary>
    Complete,

    /// <summary>Nothing: the text is over.</summary>
    None,

    /// <summary>A record whose last field so far has a quote where none may be, or one that is never closed.</summary>
    BadQuotes,

    /// <summary>A record longer than <see cref="CsvTokenizer.LongestRecord"/>.</summary>
    TooLong,
}
