namespace MtlDsl.Samples;

/// <summary>
/// Files of the UCI Adult data set, in each of their forms: with a header line or without, and with the line
/// <c>|1x3 Cross validator</c> and the full stops after the labels that adult.test has.
/// </summary>
internal static class AdultFile
{
    private static readonly string[] Columns =
    [
        "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race", "sex",
        "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
    ];

    public static CensusIncome.Example[] Read(string path)
    {
        string text = File.ReadAllText(path);
        // A header in place of that line keeps the line numbers of errors right.
        if (text.StartsWith('|'))
            text = string.Join(',', Columns) + text[(text + '\n').IndexOf('\n')..];

        string[] columns = text.StartsWith(Columns[0], StringComparison.OrdinalIgnoreCase) ? HeaderOf(text) : Columns;
        string income = columns[^1];
        var options = new CsvOptions
        {
            Header = columns,
            Columns = new Dictionary<string, string> { [nameof(CensusIncome.Income)] = income },
            Rewrite = (column, cell) => column == income ? cell.TrimEnd('.') : cell,
        };
        try
        {
            CensusIncome.Example[] examples = [.. CsvRow.Read(new StringReader(text), options, CensusIncome.Example.FromRow)];
            return examples.Length > 0 ? examples : throw new InvalidDataException($"{path} has no row.");
        }
        catch (CsvException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    // Files that circulate call the label Y, income, class or target; it is the last column in all of them.
    private static string[] HeaderOf(string text) => new StringReader(text).ReadLine()!.Split(',', StringSplitOptions.TrimEntries);
}
