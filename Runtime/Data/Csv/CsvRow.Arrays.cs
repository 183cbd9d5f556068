namespace MtlDsl;

public sealed partial class CsvRow
{
    /// <summary>Finite numbers from the columns <c>name_0</c>, <c>name_1</c>, … (or <c>name0</c>, or <c>name[0]</c>).</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of columns.</param>
    public float[] Singles(string name, int count) => Required<float>(name, count, CsvCells.Single, CsvCells.Number);

    /// <summary>Finite numbers as <see cref="Singles"/> reads them, or null where all of them are missing; some missing is an error.</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of columns.</param>
    public float[]? SinglesOrNull(string name, int count) => Optional<float>(name, count, CsvCells.Single, CsvCells.Number);

    /// <summary>True or false from the columns <c>name_0</c>, <c>name_1</c>, … (or <c>name0</c>, or <c>name[0]</c>).</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of columns.</param>
    public bool[] Booleans(string name, int count) => Required<bool>(name, count, CsvCells.Boolean, CsvCells.Truth);

    /// <summary>True or false as <see cref="Booleans"/> reads them, or null where all of them are missing; some missing is an error.</summary>
    /// <param name="name">The model's name for them.</param>
    /// <param name="count">The number of columns.</param>
    public bool[]? BooleansOrNull(string name, int count) => Optional<bool>(name, count, CsvCells.Boolean, CsvCells.Truth);

    private T[] Required<T>(string name, int count, CellParser<T> parse, string refusal) => Parse(ColumnRange(name, count), parse, refusal);

    private T[]? Optional<T>(string name, int count, CellParser<T> parse, string refusal)
    {
        var columns = _allowMissingColumns ? _file.Header.IndicesOf(name, count) : ColumnRange(name, count);
        return columns is null || Array.TrueForAll(columns, column => _file.Text(column) is null) ? null : Parse(columns, parse, refusal);
    }

    private T[] Parse<T>(int[] columns, CellParser<T> parse, string refusal)
    {
        var values = new T[columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Parse(columns[i], parse, refusal);
        return values;
    }

    private int[] ColumnRange(string name, int count) => _file.Header.IndicesOf(name, count) ?? throw _file.Header.AbsentRange(name);
}
