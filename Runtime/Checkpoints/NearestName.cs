namespace MtlDsl;

/// <summary>The name that someone may have meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest edits, if that is at most a third of the name's letters.</summary>
    internal static string? Find(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates.Select(candidate => (candidate, edits: Edits(name, candidate))).MinBy(pair => pair.edits);
        return nearest.candidate is not null && nearest.edits <= name.Length / 3 ? nearest.candidate : null;
    }

    /// <summary>How many letters to insert, delete or replace (Levenshtein, 1966).</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var replaced = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], row[j + 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
