namespace MtlDsl;

/// <summary>A measured matrix of tasks as checkpoints keep it; the values, (tasks · tasks), are row by row.</summary>
internal sealed record RelatednessData(
    string Name, IReadOnlyList<string> Tasks, IReadOnlyList<double> Values, double Lowest, double Highest, int? Epoch, long? Step)
{
    public static RelatednessData Of(MeasuredRelatedness measured)
    {
        TaskMatrix matrix = measured.Matrix;
        return new RelatednessData(
            matrix.Name, matrix.Tasks, [.. matrix.ToArray().Cast<double>()], matrix.Range.Lowest, matrix.Range.Highest, measured.Epoch, measured.Step);
    }

    /// <exception cref="ArgumentOutOfRangeException">There are fewer values than pairs of tasks.</exception>
    public MeasuredRelatedness Record() => new(
        new TaskMatrix(Name, Tasks, TaskMatrix.Fill(Tasks.Count, (row, column) => Values[row * Tasks.Count + column]), new MatrixRange(Lowest, Highest)),
        Epoch, Step);
}
