namespace MtlDsl;

public sealed partial class CsvRow
{
    /// <summary>Whole numbers, separated by blanks, from one column. A missing value is an empty sequence.</summary>
    /// <param name="name">The model's name for the column.</param>
    public int[] Tokens(string name) => Sequence<int>(Column(name), CsvCells.Int32, CsvCells.Whole);

    /// <summary>
    /// Steps of finite numbers, separated by blanks, from one column, one step after another: <c>1 2 3 4</c> are two steps of two features.
    /// A missing value is an empty sequence.
    /// </summary>
    /// <param name="name">The model's name for the column.</param>
    /// <param name="features">The numbers of a step.</param>
    public float[][] Steps(string name, int features)
    {
        int column = Column(name);
        float[] numbers = Sequence<float>(column, CsvCells.Single, CsvCells.Number);
        if (numbers.Length % features != 0)
            throw _file.Error(
                $"there are {numbers.Length} numbers, and steps of {features} features need a multiple of {features}.", column, _file.Text(column));
        return [.. numbers.Chunk(features)];
    }

    private T[] Sequence<T>(int column, CellParser<T> parse, string refusal)
    {
        if (_file.Text(column) is not { } text)
            return [];
        var values = new List<T>();
        foreach (Range item in text.AsSpan().SplitAny(' ', '\t'))
        {
            if (text[item] is { Length: > 0 } number)
                values.Add(Parse(column, number, parse, refusal));
        }
        return [.. values];
    }
}
