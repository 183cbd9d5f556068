namespace MtlDsl;

/// <summary>A measure of how related the tasks are.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Entries">The matrices by time: one, or one for each epoch in which it was measured.</param>
internal sealed record ReportRelatedness(string Name, IReadOnlyList<MeasuredRelatedness> Entries)
{
    private const double LongestName = 50;

    /// <summary>The matrix to look at: the only one, or the mean over the epochs.</summary>
    public TaskMatrix Matrix { get; } = TaskMatrix.Mean([.. Entries.Select(entry => entry.Matrix)]);

    /// <summary>The epochs in which it was measured, those that have one.</summary>
    public IReadOnlyList<int> Epochs { get; } = [.. Entries.Select(entry => entry.Epoch).OfType<int>()];

    /// <summary>The measures among what a history has, in its order; matrices of one name and the same tasks are one measure.</summary>
    public static IReadOnlyList<ReportRelatedness> Of(IReadOnlyList<MeasuredRelatedness> measured) =>
        [.. measured
            .Where(entry => entry.Matrix.Tasks.Count > 0)
            .GroupBy(entry => (entry.Matrix.Name, Tasks: string.Join('\n', entry.Matrix.Tasks)))
            .Select(group => new ReportRelatedness(group.Key.Name, [.. group.OrderBy(entry => entry.Epoch ?? 0)]))];

    /// <summary>The pairs of tasks over the epochs: in both directions, unless all matrices are the same in both.</summary>
    public IReadOnlyList<Curve> Curves()
    {
        bool isSymmetric = Entries.All(entry => entry.Matrix.IsSymmetric);
        string between = isSymmetric ? " – " : " → ";
        return [.. Matrix.Pairs(includeBothDirections: !isSymmetric).Select(pair => new Curve(
            $"{Matrix.Tasks[pair.Row]}{between}{Matrix.Tasks[pair.Column]}",
            "",
            [.. Entries.Where(entry => entry.Epoch is not null).Select(entry => new CurvePoint(entry.Epoch!.Value, entry.Matrix[pair.Row, pair.Column]))])
        {
            ShortName = $"{Cut(Matrix.Tasks[pair.Row])}{between}{Cut(Matrix.Tasks[pair.Column])}",
        })];
    }

    // Both names have to be told apart, and names that begin alike end differently.
    private static string Cut(string task)
    {
        if (TextWidth.Of(task, Svg.SmallText) <= LongestName) return task;
        string end = string.Concat(task.EnumerateRunes().TakeLast(2));
        return TextWidth.Cut(task, Svg.SmallText, LongestName - TextWidth.Of(end, Svg.SmallText)) + end;
    }
}
