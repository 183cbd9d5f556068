namespace MtlDsl;

public abstract partial class SourceRow
{
    /// <summary>
    /// Whole numbers from one column: an array, as JSON and some databases have, or a text in which blanks separate them. A missing value is
    /// an empty sequence.
    /// </summary>
    /// <param name="name">The model's name for the column.</param>
    public int[] Tokens(string name)
    {
        var column = Optional(name);
        return column < 0 ? [] : TokensAt(column) ?? Split<int>(column, CellText.Int32, CellText.Whole);
    }

    /// <summary>
    /// Steps of finite numbers from one column, one step after another: an array, or a text in which blanks separate them: <c>1 2 3 4</c> are
    /// two steps of two features. A missing value is an empty sequence.
    /// </summary>
    /// <param name="name">The model's name for the column.</param>
    /// <param name="features">The numbers of a step.</param>
    public float[][] Steps(string name, int features)
    {
        var column = Optional(name);
        if (column < 0)
            return [];
        var numbers = StepsAt(column) ?? Split<float>(column, CellText.Single, CellText.Number);
        return numbers.Length % features == 0
            ? [.. numbers.Chunk(features)]
            : throw Error($"there are {numbers.Length} numbers, and steps of {features} features need a multiple of {features}.", column);
    }

    /// <summary>The whole numbers of a column that holds an array; null where it holds none.</summary>
    private protected abstract int[]? TokensAt(int column);

    /// <summary>The finite numbers of a column that holds an array; null where it holds none.</summary>
    private protected abstract float[]? StepsAt(int column);

    private T[] Split<T>(int column, CellParser<T> parse, string refusal)
    {
        var text = TextAt(column);
        var values = new List<T>();
        foreach (var item in text.SplitAny(' ', '\t'))
        {
            var number = text[item];
            if (number.Length > 0)
                values.Add(parse(number, out var value) ? value : throw Error($"'{number}' {refusal}.", column, number.ToString()));
        }
        return [.. values];
    }
}
