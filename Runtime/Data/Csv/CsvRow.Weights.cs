namespace MtlDsl;

public sealed partial class CsvRow
{
    /// <summary>How much an example counts, finite and at least 0; 1 where the file has no such column.</summary>
    public float SampleWeight(string name)
    {
        var column = _file.Header.IndexOf(name);
        if (column < 0)
            return 1;
        var weight = Parse<float>(column, CsvCells.Single, CsvCells.Number);
        return weight >= 0 ? weight : throw _file.Error(
            $"'{_file.Text(column)}' is less than 0, and an example that is not to count has the weight 0.", column, RequiredText(column));
    }
}
