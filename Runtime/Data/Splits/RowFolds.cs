namespace MtlDsl;

/// <summary>Divides rows into folds of about one size, each of which is validated on once.</summary>
internal static class RowFolds
{
    // Epochs, the streams that training shuffles with, are not negative.
    private const long Stream = -1;

    /// <summary>Folds at random, whose sizes differ by at most one row.</summary>
    public static IEnumerable<RowSplit> Random(int count, int folds, long seed) => Deal(Strata.One(count), folds, seed);

    /// <summary>Folds that have their share of each stratum, within one row, and whose sizes differ by at most one row.</summary>
    public static IEnumerable<RowSplit> Stratified(Strata strata, int folds, long seed)
    {
        for (var stratum = 0; stratum < strata.Sizes.Length; stratum++)
        {
            if (strata.Sizes[stratum] < folds && strata.Names[stratum] is { } name)
                throw new ArgumentException(
                    $"Class {name} has {Rows(strata.Sizes[stratum])}, and {folds} stratified folds need at least {folds}, one in each: take fewer " +
                    "folds, or leave the class out.");
        }
        return Deal(strata, folds, seed);
    }

    /// <summary>Folds of whole groups: the largest first, each to the fold that has the fewest rows (Graham, 1969).</summary>
    public static IEnumerable<RowSplit> Grouped(Strata groups, int folds, long seed)
    {
        RequireFolds(groups.OfRow.Length, folds);
        RowSplit.RequireGroups(groups.Sizes.Length, folds, $"a division into {folds} folds");
        var foldOfGroup = new int[groups.Sizes.Length];
        var sizes = new int[folds];
        foreach (var group in Shuffle.Order(seed, Stream, groups.Sizes.Length).OrderByDescending(group => groups.Sizes[group]))
        {
            var lightest = Array.IndexOf(sizes, sizes.Min());
            foldOfGroup[group] = lightest;
            sizes[lightest] += groups.Sizes[group];
        }
        return RowSplit.OfFolds(Array.ConvertAll(groups.OfRow, group => foldOfGroup[group]), folds);
    }

    /// <summary>Deals shuffled rows out like cards, stratum after stratum and on from fold to fold, as scikit-learn's StratifiedKFold.</summary>
    private static IEnumerable<RowSplit> Deal(Strata strata, int folds, long seed)
    {
        RequireFolds(strata.OfRow.Length, folds);
        var foldOfRow = new int[strata.OfRow.Length];
        var dealt = 0;
        foreach (var row in Shuffle.Order(seed, Stream, foldOfRow.Length).OrderBy(row => strata.OfRow[row]))
            foldOfRow[row] = dealt++ % folds;
        return RowSplit.OfFolds(foldOfRow, folds);
    }

    private static void RequireFolds(int rows, int folds)
    {
        if (folds < 2)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, "At least 2 folds are needed: one to validate on, and one to train on.");
        if (folds > rows)
            throw new ArgumentException($"{folds} folds need at least {folds} rows, one in each, and there {(rows == 1 ? "is 1" : $"are {rows}")}.");
    }

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";
}
