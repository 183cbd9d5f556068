namespace MtlDsl;

public abstract partial class SourceRow
{
    /// <summary>How much an example counts, finite and at least 0; 1 where there is no such column.</summary>
    public float SampleWeight(string name)
    {
        var column = IndexOf(name);
        if (column < 0 || State(column) == CellState.Absent)
            return 1;
        var weight = SingleAt(Present(column));
        return weight >= 0 ? weight : throw Error(
            FormattableString.Invariant($"{weight} is less than 0, and an example that is not to count has the weight 0."), column);
    }
}
