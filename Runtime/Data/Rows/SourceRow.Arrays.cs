namespace MtlDsl;

public abstract partial class SourceRow
{
    /// <summary>
    /// Finite numbers from the columns <c>name_0</c>, <c>name_1</c>, … (or <c>name0</c>, or <c>name[0]</c>), or from one column that
    /// holds an array, as JSON and some databases have.
    /// </summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of values.</param>
    public float[] Singles(string name, int count) => ArrayColumn(name, count) is var column and >= 0
        ? SinglesAt(Present(column), count)
        : Singles(ColumnRange(name, count));

    /// <summary>Finite numbers as <see cref="Singles(string, int)"/> reads them, or null where all of them are missing; some missing is an error.</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of values.</param>
    public float[]? SinglesOrNull(string name, int count) => ArrayColumn(name, count) is var column and >= 0
        ? IsMissing(column) ? null : SinglesAt(column, count)
        : OptionalRange(name, count) is { } columns ? Singles(columns) : null;

    /// <summary>True or false from the columns <c>name_0</c>, <c>name_1</c>, … , or from one that holds an array.</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of values.</param>
    public bool[] Booleans(string name, int count) => ArrayColumn(name, count) is var column and >= 0
        ? BooleansAt(Present(column), count)
        : Booleans(ColumnRange(name, count));

    /// <summary>True or false as <see cref="Booleans(string, int)"/> reads them, or null where all of them are missing; some missing is an error.</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of values.</param>
    public bool[]? BooleansOrNull(string name, int count) => ArrayColumn(name, count) is var column and >= 0
        ? IsMissing(column) ? null : BooleansAt(column, count)
        : OptionalRange(name, count) is { } columns ? Booleans(columns) : null;

    private float[] Singles(int[] columns)
    {
        var values = new float[columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = SingleAt(Present(columns[i]));
        return values;
    }

    private bool[] Booleans(int[] columns)
    {
        var values = new bool[columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = BooleanAt(Present(columns[i]));
        return values;
    }

    private int Present(int column) => State(column) switch
    {
        CellState.Present => column,
        CellState.Missing => throw Missing(column),
        _ => throw Header.Absent(Header.Names[column]),
    };

    private bool IsMissing(int column) => State(column) switch
    {
        CellState.Present => false,
        CellState.Missing => true,
        _ => AllowsMissingColumns ? true : throw Header.Absent(Header.Names[column]),
    };

    // The column of the very name, where there are none with numbers behind it.
    private int ArrayColumn(string name, int count) => HasArrays && Header.IndicesOf(name, count) is null ? IndexOf(name) : -1;

    private int[]? OptionalRange(string name, int count)
    {
        var columns = AllowsMissingColumns ? Header.IndicesOf(name, count) : ColumnRange(name, count);
        foreach (var column in columns ?? [])
        {
            if (!IsMissing(column))
                return columns;
        }
        return null;
    }

    private int[] ColumnRange(string name, int count) =>
        Header.IndicesOf(name, count) ?? throw (HasArrays ? Header.Absent(name) : Header.AbsentRange(name));
}
