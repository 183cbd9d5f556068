namespace MtlDsl;

/// <summary>Rows for training and rows for validation, each in ascending order: disjoint, and together all.</summary>
internal readonly record struct RowSplit(int[] Train, int[] Validation)
{
    // Epochs, the streams that training shuffles with, are not negative.
    private const long Stream = -1;

    /// <summary>A random share of the rows.</summary>
    public static RowSplit Random(int count, double fraction, long seed) => Stratified(Strata.One(count), fraction, seed);

    /// <summary>The share of each stratum, within one row: rounding is by largest remainders, so that the sum is the share of all rows.</summary>
    public static RowSplit Stratified(Strata strata, double fraction, long seed)
    {
        var count = strata.OfRow.Length;
        RequireFraction(fraction);
        if (count < 2)
            throw new ArgumentException($"A split needs at least 2 rows, one for each side, and there {(count == 1 ? "is 1" : "are none")}.");
        var left = LargestRemainder.Round(Array.ConvertAll(strata.Sizes, size => fraction * size), TrainCount(count, fraction));
        var trains = new bool[count];
        foreach (var row in Shuffle.Order(seed, Stream, count))
            trains[row] = left[strata.OfRow[row]]-- > 0;
        return Of(trains);
    }

    /// <summary>Whole groups in random order, as many as bring the number of rows nearest to the share.</summary>
    public static RowSplit Grouped(Strata groups, double fraction, long seed)
    {
        RequireGroups(groups.Sizes.Length, 2, "a split");
        var order = Array.ConvertAll(Shuffle.Order(seed, Stream, groups.Sizes.Length), group => (int)group);
        return Leading(groups, order, fraction);
    }

    /// <summary>The first rows in time, about the share; rows of one time stay together.</summary>
    public static RowSplit Ordered<TKey>(IReadOnlyList<TKey> times, double fraction) where TKey : IComparable<TKey>
    {
        var moments = Strata.Of(times);
        if (moments.Sizes.Length < 2)
            throw new ArgumentException($"A split by time needs at least 2 different times, and all {times.Count} rows have the same.");
        var first = new TKey[moments.Sizes.Length];
        for (var row = times.Count - 1; row >= 0; row--)
            first[moments.OfRow[row]] = times[row];
        int[] order = [.. Enumerable.Range(0, first.Length).OrderBy(moment => first[moment])];
        return Leading(moments, order, fraction);
    }

    /// <summary>Splits of which each validates on the rows of one fold.</summary>
    public static IEnumerable<RowSplit> OfFolds(int[] foldOfRow, int folds) =>
        Enumerable.Range(0, folds).Select(fold => Of(Array.ConvertAll(foldOfRow, other => other != fold)));

    private static RowSplit Leading(Strata groups, int[] order, double fraction)
    {
        RequireFraction(fraction);
        var target = fraction * groups.OfRow.Length;
        var (cut, nearest, rows) = (1, double.PositiveInfinity, 0);
        for (var i = 1; i < order.Length; i++)
        {
            rows += groups.Sizes[order[i - 1]];
            if (Math.Abs(rows - target) < nearest)
                (cut, nearest) = (i, Math.Abs(rows - target));
        }
        var trains = new bool[order.Length];
        foreach (var group in order.AsSpan(0, cut))
            trains[group] = true;
        return Of(Array.ConvertAll(groups.OfRow, group => trains[group]));
    }

    private static int TrainCount(int count, double fraction) =>
        Math.Clamp((int)Math.Round(fraction * count, MidpointRounding.AwayFromZero), 1, count - 1);

    private static RowSplit Of(bool[] trains)
    {
        var rows = Enumerable.Range(0, trains.Length).ToLookup(row => trains[row]);
        return new([.. rows[true]], [.. rows[false]]);
    }

    private static void RequireFraction(double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, "The share of the rows to train on is above 0 and below 1, such as 0.8.");
    }

    internal static void RequireGroups(int groups, int needed, string purpose)
    {
        if (groups < needed)
            throw new ArgumentException(
                $"There {(groups == 1 ? "is 1 group" : $"are {groups} groups")}, and {purpose} needs at least {needed}: a group is never divided.");
    }
}
