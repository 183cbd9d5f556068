namespace MtlDsl;

/// <summary>Splits of rows in a list, by what the rows themselves say. Each is a pure function of the rows and the seed.</summary>
/// <remarks>Rows keep their order on both sides; training shuffles them anew in each epoch.</remarks>
public static class RowSplitting
{
    /// <summary>A random split.</summary>
    /// <param name="rows">At least 2 rows.</param>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1; at least one row is on each side.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 rows, or the share is out of its range.</exception>
    public static (IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation) Split<TRow>(
        this IReadOnlyList<TRow> rows, double fraction, long seed = 0) =>
        Take(rows, RowSplit.Random(rows.Count, fraction, seed));

    /// <summary>A random split with the same share of each class on both sides, within one row.</summary>
    /// <param name="rows">At least 2 rows.</param>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1; at least one row is on each side.</param>
    /// <param name="stratifyBy">A row's class; rows where it is null make a class of their own.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 rows, or the share is out of its range.</exception>
    public static (IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation) Split<TRow, TKey>(
        this IReadOnlyList<TRow> rows, double fraction, Func<TRow, TKey> stratifyBy, long seed = 0) =>
        Take(rows, RowSplit.Stratified(Strata.Of(Keys(rows, stratifyBy)), fraction, seed));

    /// <summary>A random split of groups, none of which is on both sides: the groups of a patient's visits, of a speaker's recordings.</summary>
    /// <param name="rows">Rows of at least 2 groups.</param>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1, which whole groups meet as well as they can.</param>
    /// <param name="group">A row's group; rows where it is null are one group.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 groups, or the share is out of its range.</exception>
    public static (IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation) SplitByGroup<TRow, TKey>(
        this IReadOnlyList<TRow> rows, double fraction, Func<TRow, TKey> group, long seed = 0) =>
        Take(rows, RowSplit.Grouped(Strata.Of(Keys(rows, group)), fraction, seed));

    /// <summary>The earlier rows to train on, the later ones to validate on; rows of the same time are on the same side.</summary>
    /// <param name="rows">Rows of at least 2 different times, in any order.</param>
    /// <param name="fraction">The share of the rows to train on, above 0 and below 1, which rows of one time meet as well as they can.</param>
    /// <param name="time">A row's time, or whatever else orders it.</param>
    /// <exception cref="ArgumentException">All times are the same, or the share is out of its range.</exception>
    public static (IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation) SplitByTime<TRow, TKey>(
        this IReadOnlyList<TRow> rows, double fraction, Func<TRow, TKey> time) where TKey : IComparable<TKey> =>
        Take(rows, RowSplit.Ordered(Keys(rows, time), fraction));

    /// <summary>Folds at random, whose sizes differ by at most one row; each is validated on once, and the others trained on.</summary>
    /// <param name="rows">At least as many rows as folds.</param>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static IEnumerable<(IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation)> Folds<TRow>(
        this IReadOnlyList<TRow> rows, int count, long seed = 0) =>
        Take(rows, RowFolds.Random(rows.Count, count, seed));

    /// <summary>Folds that have the same share of each class, within one row.</summary>
    /// <param name="rows">At least as many rows of each class as folds.</param>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="stratifyBy">A row's class; rows where it is null may be fewer than the folds.</param>
    /// <param name="seed">Of the choice.</param>
    /// <exception cref="ArgumentException">A class has fewer rows than there are folds, or there are fewer than 2 folds.</exception>
    public static IEnumerable<(IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation)> Folds<TRow, TKey>(
        this IReadOnlyList<TRow> rows, int count, Func<TRow, TKey> stratifyBy, long seed = 0) =>
        Take(rows, RowFolds.Stratified(Strata.Of(Keys(rows, stratifyBy)), count, seed));

    /// <summary>Folds of whole groups, of about one size: the largest group first, each to the fold that has the fewest rows.</summary>
    /// <param name="rows">Rows of at least as many groups as folds.</param>
    /// <param name="count">The number of folds, at least 2.</param>
    /// <param name="group">A row's group; rows where it is null are one group.</param>
    /// <param name="seed">Of the choice among groups of one size.</param>
    /// <exception cref="ArgumentException">There are fewer groups than folds, or fewer than 2 folds.</exception>
    public static IEnumerable<(IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation)> FoldsByGroup<TRow, TKey>(
        this IReadOnlyList<TRow> rows, int count, Func<TRow, TKey> group, long seed = 0) =>
        Take(rows, RowFolds.Grouped(Strata.Of(Keys(rows, group)), count, seed));

    private static TKey[] Keys<TRow, TKey>(IReadOnlyList<TRow> rows, Func<TRow, TKey> key)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(key);
        return [.. rows.Select(key)];
    }

    private static (IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation) Take<TRow>(IReadOnlyList<TRow> rows, RowSplit split) =>
        (Array.ConvertAll(split.Train, row => rows[row]), Array.ConvertAll(split.Validation, row => rows[row]));

    // Each fold is copied when its turn comes, so that one is in memory at a time.
    private static IEnumerable<(IReadOnlyList<TRow> Train, IReadOnlyList<TRow> Validation)> Take<TRow>(
        IReadOnlyList<TRow> rows, IEnumerable<RowSplit> folds) => folds.Select(fold => Take(rows, fold));
}
