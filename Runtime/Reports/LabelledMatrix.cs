namespace MtlDsl;

/// <summary>A number for each pair of names, such as how related each task is to each.</summary>
public sealed record LabelledMatrix
{
    /// <summary>Makes one of names and numbers.</summary>
    /// <param name="labels">The names of the rows, which are those of the columns too.</param>
    /// <param name="values">(names, names): the number of each row and column; NaN where it is undefined.</param>
    /// <exception cref="ArgumentException">There are not as many rows and columns as names.</exception>
    public LabelledMatrix(IReadOnlyList<string> labels, double[,] values)
    {
        if (values.GetLength(0) != labels.Count || values.GetLength(1) != labels.Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The matrix is ({values.GetLength(0)}, {values.GetLength(1)}), and there are {labels.Count} labels: it needs a row and a column for each."),
                nameof(values));
        }
        Labels = [.. labels];
        Values = (double[,])values.Clone();
    }

    /// <summary>The names of the rows, which are those of the columns too.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>(names, names): the number of each row and column.</summary>
    public double[,] Values { get; }
}
