namespace MtlDsl;

/// <summary>Examples in memory that can be divided: selections, splits and folds are data sets of the same type, with copies of the rows.</summary>
/// <remarks>
/// Each split is a pure function of the rows and the seed. Rows keep their order on both sides; training shuffles them anew in each
/// epoch. Statistics and weights that a model learns before training then come from the training side alone.
/// </remarks>
/// <typeparam name="TExample">One row: the inputs and the labels.</typeparam>
/// <typeparam name="TSelf">The data set itself.</typeparam>
public abstract class Dataset<TExample, TSelf> : Dataset<TExample> where TSelf : Dataset<TExample, TSelf>, new()
{
    /// <summary>Copies rows.</summary>
    /// <param name="rows">Their numbers, from 0; one may come more than once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public TSelf Select(params ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if ((uint)row >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"The data set has {Count} rows, numbered from 0.");
        }
        var selected = new TSelf();
        selected.AppendRows(this, rows);
        return selected;
    }

    /// <summary>A random split.</summary>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1; at least one row is on each side.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 rows, or the share is out of its range.</exception>
    public (TSelf Train, TSelf Validation) Split(double fraction, long seed = 0) => Take(RowSplit.Random(Count, fraction, seed));

    /// <summary>A random split with the same share of each class on both sides, within one row.</summary>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1; at least one row is on each side.</param>
    /// <param name="stratifyBy">The task with the classes, as in <c>data => data.Digit</c>; rows without its label make a class of their own.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 rows, or the share is out of its range.</exception>
    public (TSelf Train, TSelf Validation) Split(double fraction, Func<TSelf, IClassLabels> stratifyBy, long seed = 0) =>
        Take(RowSplit.Stratified(ClassesOf(stratifyBy), fraction, seed));

    /// <summary>A random split of groups, none of which is on both sides: the groups of a patient's visits, of a speaker's recordings.</summary>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1, which whole groups meet as well as they can.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 groups or not as many as rows, or the share is out of its range.</exception>
    public (TSelf Train, TSelf Validation) SplitByGroup<TKey>(double fraction, IReadOnlyList<TKey> groups, long seed = 0) =>
        Take(RowSplit.Grouped(Strata.Of(RequireKeys(nameof(groups), groups)), fraction, seed));

    /// <summary>The earlier rows to train on, the later ones to validate on; rows of the same time are on the same side.</summary>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1, which rows of one time meet as well as they can.</param>
    /// <param name="times">The time of each row, or whatever else orders it.</param>
    /// <exception cref="ArgumentException">All times are the same or not as many as rows, or the share is out of its range.</exception>
    public (TSelf Train, TSelf Validation) SplitByTime<TKey>(double fraction, IReadOnlyList<TKey> times) where TKey : IComparable<TKey> =>
        Take(RowSplit.Ordered(RequireKeys(nameof(times), times), fraction));

    /// <summary>Folds at random, whose sizes differ by at most one row; each is validated on once, and the others trained on.</summary>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public IEnumerable<(TSelf Train, TSelf Validation)> Folds(int count, long seed = 0) => Take(RowFolds.Random(Count, count, seed));

    /// <summary>Folds that have the same share of each class, within one row.</summary>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="stratifyBy">The task with the classes, as in <c>data => data.Digit</c>; rows without its label may be fewer than the folds.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">A class has fewer rows than there are folds, or there are fewer than 2 folds.</exception>
    public IEnumerable<(TSelf Train, TSelf Validation)> Folds(int count, Func<TSelf, IClassLabels> stratifyBy, long seed = 0) =>
        Take(RowFolds.Stratified(ClassesOf(stratifyBy), count, seed));

    /// <summary>Folds of whole groups, of about one size: the largest group first, each to the fold that has the fewest rows.</summary>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="seed">Of the choice among groups of one size.</param>
    /// <exception cref="ArgumentException">There are fewer groups than folds or not as many as rows, or fewer than 2 folds.</exception>
    public IEnumerable<(TSelf Train, TSelf Validation)> FoldsByGroup<TKey>(int count, IReadOnlyList<TKey> groups, long seed = 0) =>
        Take(RowFolds.Grouped(Strata.Of(RequireKeys(nameof(groups), groups)), count, seed));

    private Strata ClassesOf(Func<TSelf, IClassLabels> stratifyBy)
    {
        ArgumentNullException.ThrowIfNull(stratifyBy);
        var labels = stratifyBy((TSelf)this);
        RequireCount(labels.Name, labels.Count);
        return Strata.Of(labels);
    }

    private IReadOnlyList<TKey> RequireKeys<TKey>(string name, IReadOnlyList<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys, name);
        RequireCount(name, keys.Count);
        return keys;
    }

    private void RequireCount(string name, int count)
    {
        if (count != Count)
            throw new ArgumentException($"The data set has {Count} rows, but {name} has {count}: give one for each row.");
    }

    private (TSelf Train, TSelf Validation) Take(RowSplit split) => (Select(split.Train), Select(split.Validation));

    // Each fold is copied when its turn comes, so that one is in memory at a time.
    private IEnumerable<(TSelf Train, TSelf Validation)> Take(IEnumerable<RowSplit> folds) => folds.Select(Take);
}
