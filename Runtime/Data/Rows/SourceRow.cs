namespace MtlDsl;

/// <summary>
/// One row of a CSV file, of a JSON Lines file or of a query, read by the model's names with a type for each. There is one object for
/// all rows of a source, which moves from row to row: take the values out of it, do not keep it.
/// </summary>
/// <remarks>
/// A getter that ends in OrNull gives null for a missing value; any other refuses it. Both refuse a column that is absent, unless the
/// source's options allow that: then the OrNull ones give null. Every getter throws <see cref="RowException"/>, with the row and the
/// column, for what it can't read.
/// </remarks>
public abstract partial class SourceRow
{
    // Generated code asks for the same names in the same order in every row, by literals, each of which is one object: where the
    // name is the one that stood here in the row before, its column is known without a look-up.
    private readonly List<(string Name, int Column)> _calls = [];
    private int _call;

    private protected SourceRow()
    {
    }

    /// <summary>Where the row is, from 1: in a file the line on which it starts, else the row's number.</summary>
    public abstract long Number { get; }

    /// <summary>The names of the columns where the rows come from.</summary>
    public IReadOnlyList<string> Columns => Header.Names;

    /// <summary>Whether there is the column, or the first of the columns name_0, name_1, … .</summary>
    public bool Has(string name) => Header.IndexOf(name) >= 0 || Header.IndicesOf(name, 1) is not null;

    /// <summary>The columns.</summary>
    internal abstract RowHeader Header { get; }

    /// <summary>Whether the OrNull getters give null for a column that is absent.</summary>
    private protected abstract bool AllowsMissingColumns { get; }

    /// <summary>Whether a row has a value in a column.</summary>
    private protected abstract CellState State(int column);

    /// <summary>Whether the value is a number where the rows come from, so that it names an enum's member by its number.</summary>
    private protected abstract bool IsNumber(int column);

    private protected abstract float SingleAt(int column);

    private protected abstract double DoubleAt(int column);

    private protected abstract int Int32At(int column);

    private protected abstract long Int64At(int column);

    private protected abstract bool BooleanAt(int column);

    private protected abstract ReadOnlySpan<char> TextAt(int column);

    /// <summary>Whether a column can hold an array; otherwise <see cref="SinglesAt"/> and <see cref="BooleansAt"/> are not asked.</summary>
    private protected abstract bool HasArrays { get; }

    private protected abstract float[] SinglesAt(int column, int count);

    private protected abstract bool[] BooleansAt(int column, int count);

    /// <summary>The error of this row.</summary>
    private protected abstract RowException Error(string reason, int column = -1, string? text = null);

    /// <summary>The row has moved on.</summary>
    private protected void BeginRow() => _call = 0;

    /// <summary>The header has changed.</summary>
    private protected void ForgetColumns() => _calls.Clear();

    /// <summary>The column of a value that has to be there.</summary>
    private int Required(string name)
    {
        var column = IndexOf(name);
        return (column < 0 ? CellState.Absent : State(column)) switch
        {
            CellState.Present => column,
            CellState.Missing => throw Missing(column),
            _ => throw Header.Absent(name),
        };
    }

    /// <summary>The column of a value that may be missing; -1 where it is.</summary>
    private int Optional(string name)
    {
        var column = IndexOf(name);
        return (column < 0 ? CellState.Absent : State(column)) switch
        {
            CellState.Present => column,
            CellState.Missing => -1,
            _ => AllowsMissingColumns ? -1 : throw Header.Absent(name),
        };
    }

    private int IndexOf(string name)
    {
        if (_call < _calls.Count && ReferenceEquals(_calls[_call].Name, name))
            return _calls[_call++].Column;
        var column = Header.IndexOf(name);
        if (_call < _calls.Count)
            _calls[_call] = (name, column);
        else
            _calls.Add((name, column));
        _call++;
        return column;
    }

    private RowException Missing(int column) =>
        Error("the value is missing, and it may not be. Fill it in, or make its property nullable.", column);
}

/// <summary>Whether a row has a value in a column.</summary>
internal enum CellState
{
    /// <summary>There is a value.</summary>
    Present,

    /// <summary>The value is missing.</summary>
    Missing,

    /// <summary>The row has no such column.</summary>
    Absent,
}
