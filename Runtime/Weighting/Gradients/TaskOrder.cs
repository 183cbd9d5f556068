namespace MtlDsl;


/// <summary>The random order in which a task meets the others.</summary>
internal static class TaskOrder
{
    /// <summary>Keeps these draws apart from the order of examples, which has the same seed.</summary>
    private const long Salt = 0x5DEECE66D;

    /// <summary>All rows but one, in an order that seed, step and row decide.</summary>
    public static IEnumerable<int> Others(GradientGram gram, int row) =>
        Shuffle.Order(gram.Rows.Seed ^ Salt, (gram.Rows.Step << 16) + row, gram.Count).Select(other => (int)other).Where(other => other != row);
}
