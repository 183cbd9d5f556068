namespace MtlDsl;

/// <summary>Rows divided by a key, such as a class or a group; the strata are numbered as they first occur.</summary>
/// <param name="Names">What the key of each is called in messages; null for a key that is null.</param>
/// <param name="Sizes">How many rows each has.</param>
/// <param name="OfRow">The stratum of each row.</param>
internal sealed record Strata(IReadOnlyList<string?> Names, int[] Sizes, int[] OfRow)
{
    /// <summary>All rows in one.</summary>
    public static Strata One(int count) => new([null], [count], new int[count]);

    /// <summary>A stratum for each distinct key.</summary>
    public static Strata Of<TKey>(IReadOnlyList<TKey> keys)
    {
        // A dictionary takes no null for a key, a tuple of one does.
        var numbers = new Dictionary<ValueTuple<TKey>, int>();
        var names = new List<string?>();
        var sizes = new List<int>();
        var ofRow = new int[keys.Count];
        for (var row = 0; row < ofRow.Length; row++)
        {
            var key = keys[row];
            if (!numbers.TryGetValue(new(key), out var stratum))
            {
                numbers[new(key)] = stratum = sizes.Count;
                names.Add(key is null ? null : FormattableString.Invariant($"{key}"));
                sizes.Add(0);
            }
            sizes[stratum]++;
            ofRow[row] = stratum;
        }
        return new(names, [.. sizes], ofRow);
    }

    /// <summary>A stratum for each class, and one for the rows whose label is missing.</summary>
    public static Strata Of(IClassLabels labels) => Of<int?>([.. Enumerable.Range(0, labels.Count).Select(row => labels[row])]);
}
