namespace MtlDsl;

/// <summary>How related the tasks of a data set are, by their labels: before anything is trained.</summary>
/// <remarks>
/// Each pair of tasks is measured over the rows that have both labels; sample weights have no say. A task of several values (a multi-label
/// task, or a regression of several numbers) counts by its values: a pair's number is the mean over all pairs of a value of the one with a value
/// of the other, where it is defined; with itself, over each value with itself. A number is NaN where the measure is of other kinds
/// of labels, where no row has both, or where it is undefined, as where a label is the same in all rows.
/// </remarks>
public sealed class TaskRelatedness
{
    private TaskRelatedness(string[] tasks, LabelPair[,][] pairs, double[,] rows)
    {
        Tasks = tasks;
        Agreement = Matrix("label agreement", MatrixRange.Share, pair => pair.Agreement);
        MutualInformation = Matrix("mutual information", MatrixRange.NonNegative, pair => pair.MutualInformation);
        NormalizedMutualInformation = Matrix("normalized mutual information", MatrixRange.Share, pair => pair.NormalizedMutualInformation);
        CramersV = Matrix("Cramér's V", MatrixRange.Share, pair => pair.CramersV);
        Spearman = Matrix("Spearman correlation", MatrixRange.Correlation, pair => pair.Spearman);
        CorrelationRatio = Matrix("correlation ratio", MatrixRange.Share, pair => pair.CorrelationRatio);
        Association = Matrix("label association", MatrixRange.Share, pair => pair.Association);
        SharedRows = new TaskMatrix("rows with both labels", tasks, rows, MatrixRange.NonNegative);

        TaskMatrix Matrix(string name, MatrixRange range, Func<LabelPair, double> measure) =>
            new(name, tasks, TaskMatrix.Fill(tasks.Length, (row, column) => Mean(pairs[Math.Min(row, column), Math.Max(row, column)].Select(measure))), range);
    }

    /// <summary>The tasks, in the order of the model.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>
    /// The share of rows in which two tasks have the same class, R_ij = 1/N Σ_k 1[y_ik = y_jk], 0 .. 1: between yes-or-no tasks (of an enum of two
    /// members, the one of greater value is yes), tasks of one enum, and tasks of equally many numbered classes.
    /// </summary>
    public TaskMatrix Agreement { get; }

    /// <summary>Between tasks with classes: what one label tells of the other, in nats, of the shares in the data (Shannon, 1948).</summary>
    public TaskMatrix MutualInformation { get; }

    /// <summary>Mutual information by the mean of the two entropies, 0 .. 1.</summary>
    public TaskMatrix NormalizedMutualInformation { get; }

    /// <summary>Between tasks with classes: Cramér's V (1946), 0 .. 1; with the correction of Bergsma (2013) where that was asked for.</summary>
    public TaskMatrix CramersV { get; }

    /// <summary>Between tasks with numbers: Spearman's rank correlation (1904), -1 .. 1; of more than 262,144 rows, that of a sample of as many.</summary>
    public TaskMatrix Spearman { get; }

    /// <summary>
    /// Between a task with classes and one with numbers: the correlation ratio η (Pearson, 1905), 0 .. 1; η² is the share of the number's variance that
    /// lies between the classes.
    /// </summary>
    public TaskMatrix CorrelationRatio { get; }

    /// <summary>
    /// One strength for tasks of any kinds, 0 .. 1: <see cref="CramersV"/> between classes, the size of <see cref="Spearman"/> between numbers,
    /// <see cref="CorrelationRatio"/> between both.
    /// </summary>
    public TaskMatrix Association { get; }

    /// <summary>How many rows have both labels, and in the diagonal how many have the task's.</summary>
    public TaskMatrix SharedRows { get; }

    /// <summary>The measures that are defined for some two tasks of these, the one for all kinds first.</summary>
    public IReadOnlyList<TaskMatrix> Measures =>
        [.. new[] { Association, Agreement, MutualInformation, NormalizedMutualInformation, CramersV, Spearman, CorrelationRatio }
            .Where(matrix => matrix.Pairs(includeBothDirections: false).Any(pair => !double.IsNaN(matrix[pair.Row, pair.Column])))];

    /// <summary>Measures the labels of a data set in memory.</summary>
    /// <param name="data">The data.</param>
    /// <param name="isBiasCorrected">
    /// Whether Cramér's V is corrected for what chance alone gives, which is much where classes are many and rows few (Bergsma, 2013).
    /// </param>
    /// <exception cref="ArgumentException">The data set has no rows, or no labels.</exception>
    public static TaskRelatedness OfLabels<TExample>(Dataset<TExample> data, bool isBiasCorrected = false)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0) throw new ArgumentException("The data set is empty: add examples before their labels are compared.", nameof(data));
        LabelColumn[] columns = [.. data.Columns.OfType<LabelColumn>()];
        return columns.Length > 0
            ? Of(columns, isBiasCorrected)
            : throw new ArgumentException("The data set has no labels: register a column for each task.", nameof(data));
    }

    internal static TaskRelatedness Of(IReadOnlyList<LabelColumn> columns, bool isBiasCorrected)
    {
        IReadOnlyList<LabelVariable>[] variables = [.. columns.Select(column => column.Variables())];
        bool[][] labelled = [.. columns.Select(column => column.Labelled())];
        var pairs = new LabelPair[columns.Count, columns.Count][];
        for (int first = 0; first < columns.Count; first++)
        {
            for (int second = first; second < columns.Count; second++)
            {
                pairs[first, second] = first == second
                    ? [.. variables[first].Select(variable => new LabelPair(variable, variable, isBiasCorrected))]
                    : [.. from one in variables[first] from other in variables[second] select new LabelPair(one, other, isBiasCorrected)];
            }
        }
        double[,] rows = TaskMatrix.Fill(columns.Count, (first, second) => labelled[first].Zip(labelled[second]).Count(row => row is (true, true)));
        return new TaskRelatedness([.. columns.Select(column => column.Name)], pairs, rows);
    }

    /// <summary>The measures that are defined, a table for each.</summary>
    public override string ToString() => string.Join('\n', Measures);

    private static double Mean(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
