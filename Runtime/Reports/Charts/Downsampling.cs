namespace MtlDsl;

/// <summary>Fewer points for a curve that has more than a drawing can show.</summary>
internal static class Downsampling
{
    /// <summary>The number of points up to which a curve is left as it is.</summary>
    public const int MostPoints = 400;

    /// <summary>
    /// The points, or of each of 200 stretches of as many epochs the lowest and the highest one, so that no peak is lost; the first and last
    /// point, and one point of each gap, stay.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Of(IReadOnlyList<CurvePoint> points)
    {
        if (points.Count <= MostPoints) return points;
        int stretches = MostPoints / 2;
        var kept = new SortedSet<int> { 0, points.Count - 1 };
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int begin = (int)((long)points.Count * stretch / stretches), end = (int)((long)points.Count * (stretch + 1) / stretches);
            Keep(points, begin, end, kept);
        }
        return [.. kept.Select(index => points[index])];
    }

    private static void Keep(IReadOnlyList<CurvePoint> points, int begin, int end, SortedSet<int> kept)
    {
        int lowest = -1, highest = -1;
        for (int index = begin; index < end; index++)
        {
            if (!points[index].IsDrawn)
            {
                if (index == 0 || points[index - 1].IsDrawn) kept.Add(index);
                continue;
            }
            if (lowest < 0 || points[index].Value < points[lowest].Value) lowest = index;
            if (highest < 0 || points[index].Value > points[highest].Value) highest = index;
        }
        if (lowest < 0) return;
        kept.Add(lowest);
        kept.Add(highest);
    }
}
