namespace MtlDsl;

/// <summary>Cuts UTF-8 text into lines within a buffer of its own. A byte order mark is left out.</summary>
internal sealed class JsonLines(Stream stream)
{
    /// <summary>The length of the longest line, in bytes.</summary>
    public const int LongestLine = 1 << 26;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _length;
    private int _next;
    private int _end;
    private bool _isOver;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its end, until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_next + searched, _end - _next - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                Take(searched + length, rest: 1);
                return true;
            }
            searched = _end - _next;
            if (searched >= LongestLine)
                throw new InvalidDataException(FormattableString.Invariant($"the line is longer than {LongestLine} bytes. Is it JSON Lines, an object on each line?"));
            if (Fill())
                continue;
            Take(searched, rest: 0);
            return _length > 0;
        }
    }

    private void Take(int length, int rest)
    {
        (_start, _length) = (_next, length);
        _next += length + rest;
        Number++;
        if (Number == 1 && Line.StartsWith("\uFEFF"u8))
            (_start, _length) = (_start + 3, _length - 3);
    }

    private bool Fill()
    {
        if (_isOver)
            return false;
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _isOver = read == 0;
        _end += read;
        return !_isOver;
    }
}
