using System.Text;

namespace MtlDsl;

/// <summary>Points as the lines of a drawing.</summary>
internal static class CurvePath
{
    /// <summary>A path through the points that breaks off at those that are not finite.</summary>
    public static string Of(IReadOnlyList<CurvePoint> points, ChartFrame frame)
    {
        var path = new StringBuilder();
        for (int index = 0; index < points.Count; index++)
        {
            if (!points[index].IsDrawn || IsSingle(points, index)) continue;
            path.Append(IsDrawn(points, index - 1) ? 'L' : 'M').Append(Svg.Point(frame.X(points[index].Epoch), frame.Y(points[index].Value)));
        }
        return path.ToString();
    }

    /// <summary>The points that no line reaches, having no neighbour that is finite.</summary>
    public static IEnumerable<CurvePoint> Single(IReadOnlyList<CurvePoint> points) =>
        Enumerable.Range(0, points.Count).Where(index => points[index].IsDrawn && IsSingle(points, index)).Select(index => points[index]);

    private static bool IsSingle(IReadOnlyList<CurvePoint> points, int index) => !IsDrawn(points, index - 1) && !IsDrawn(points, index + 1);

    private static bool IsDrawn(IReadOnlyList<CurvePoint> points, int index) => index >= 0 && index < points.Count && points[index].IsDrawn;
}
