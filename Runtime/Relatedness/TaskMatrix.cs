using System.Globalization;

namespace MtlDsl;

/// <summary>A number for each pair of tasks, such as how related each is to each.</summary>
/// <remarks>Where a measure has a direction, the row is the task that acts and the column the one that it acts on.</remarks>
public sealed class TaskMatrix
{
    private readonly double[,] _values;

    /// <summary>Makes one of names and numbers.</summary>
    /// <param name="name">What was measured, such as <c>gradient cosine</c>.</param>
    /// <param name="tasks">The tasks of the rows, which are those of the columns too.</param>
    /// <param name="values">(tasks, tasks): the number of each row and column; NaN where it is undefined. It is copied.</param>
    /// <param name="range">Between which numbers these can lie; null: any.</param>
    /// <exception cref="ArgumentException">There are not as many rows and columns as tasks, or two tasks have one name.</exception>
    public TaskMatrix(string name, IReadOnlyList<string> tasks, double[,] values, MatrixRange? range = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(values);
        if (values.GetLength(0) != tasks.Count || values.GetLength(1) != tasks.Count)
            throw new ArgumentException(FormattableString.Invariant(
                $"The matrix is ({values.GetLength(0)}, {values.GetLength(1)}), and there are {tasks.Count} tasks: it needs a row and a column for each."),
                nameof(values));
        if (tasks.CountBy(task => task, StringComparer.Ordinal).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"{twice} stands twice among the tasks {string.Join(", ", tasks)}: name each once.", nameof(tasks));
        Name = name;
        Tasks = [.. tasks];
        Range = range ?? MatrixRange.All;
        _values = (double[,])values.Clone();
    }

    /// <summary>What was measured.</summary>
    public string Name { get; }

    /// <summary>The tasks of the rows, which are those of the columns too.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>Between which numbers these can lie.</summary>
    public MatrixRange Range { get; }

    /// <summary>The number of a row and a column; NaN where it is undefined.</summary>
    public double this[int row, int column] => _values[row, column];

    /// <summary>The number of two tasks, by their names.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public double this[string row, string column] => _values[IndexOf(row), IndexOf(column)];

    /// <summary>Whether the number of each pair is the same in both directions.</summary>
    public bool IsSymmetric => Pairs(includeBothDirections: false).All(pair => _values[pair.Row, pair.Column].Equals(_values[pair.Column, pair.Row]));

    /// <summary>A copy of the numbers: (tasks, tasks).</summary>
    public double[,] ToArray() => (double[,])_values.Clone();

    /// <summary>The mean of matrices of the same tasks, number by number, over those in which the number is defined.</summary>
    /// <param name="matrices">At least one; the first gives the name and the range.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different tasks.</exception>
    public static TaskMatrix Mean(params IReadOnlyList<TaskMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        if (matrices.Count == 0) throw new ArgumentException("There is no matrix to take the mean of.", nameof(matrices));
        TaskMatrix first = matrices[0];
        if (matrices.FirstOrDefault(matrix => !matrix.Tasks.SequenceEqual(first.Tasks)) is { } other)
            throw new ArgumentException(
                $"One matrix is of {string.Join(", ", first.Tasks)} and another of {string.Join(", ", other.Tasks)}: a mean needs the same tasks in the same order.",
                nameof(matrices));
        return new TaskMatrix(first.Name, first.Tasks, Fill(first.Tasks.Count, (row, column) =>
            matrices.Select(matrix => matrix[row, column]).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average()), first.Range);
    }

    /// <summary>A table with the tasks as rows and columns; – where a number is undefined.</summary>
    public override string ToString()
    {
        var table = new TextTable([Name, .. Tasks], leftAligned: 1);
        for (int row = 0; row < Tasks.Count; row++)
            table.Add([Tasks[row], .. Enumerable.Range(0, Tasks.Count).Select(column => Text(_values[row, column]))]);
        return table.ToString();
    }

    /// <summary>The pairs of different tasks: each once, the first one as the row, or in both directions.</summary>
    internal IEnumerable<(int Row, int Column)> Pairs(bool includeBothDirections) =>
        from row in Enumerable.Range(0, Tasks.Count)
        from column in Enumerable.Range(0, Tasks.Count)
        where includeBothDirections ? row != column : row < column
        select (row, column);

    internal static double[,] Fill(int count, Func<int, int, double> value)
    {
        var values = new double[count, count];
        for (int row = 0; row < count; row++)
            for (int column = 0; column < count; column++) values[row, column] = value(row, column);
        return values;
    }

    private static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("F4", CultureInfo.InvariantCulture);

    private int IndexOf(string task)
    {
        for (int index = 0; index < Tasks.Count; index++)
            if (Tasks[index] == task) return index;
        throw new ArgumentException($"There is no task {task}; the tasks are {string.Join(", ", Tasks)}.", nameof(task));
    }
}
