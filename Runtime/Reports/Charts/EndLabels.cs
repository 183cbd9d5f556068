namespace MtlDsl;

/// <summary>Places the names of curves beside their ends so that none covers another.</summary>
internal static class EndLabels
{
    /// <summary>Where labels go that would best be at certain heights.</summary>
    /// <param name="wanted">The best height of each.</param>
    /// <param name="height">How high a label is.</param>
    /// <param name="top">The least height.</param>
    /// <param name="bottom">The greatest height, which gives way where there are too many labels.</param>
    public static double[] Place(IReadOnlyList<double> wanted, double height, double top, double bottom)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ThenBy(index => index)];
        var placed = new double[wanted.Count];
        double next = top;
        foreach (int index in order)
        {
            placed[index] = Math.Max(wanted[index], next);
            next = placed[index] + height;
        }
        double limit = Math.Max(bottom, top + (wanted.Count - 1) * height);
        foreach (int index in order.Reverse())
        {
            placed[index] = Math.Min(placed[index], limit);
            limit = placed[index] - height;
        }
        return placed;
    }
}
