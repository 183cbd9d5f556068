using System.Globalization;
using System.Text;

namespace MtlDsl;

/// <summary>Draws a learning rate range as SVG.</summary>
internal static class LearningRateSvg
{
    private const int Left = 60, Right = 620, Top = 30, Bottom = 320;

    public static string Draw(LearningRateRange range)
    {
        var svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 380" width="640" height="380" role="img">
            <title>Joint loss over the learning rate</title>
            <style>
              svg { color: #1f2328; background: #ffffff; font: 12px sans-serif; }
              text { fill: currentColor; }
              .axis, .tick { stroke: currentColor; fill: none; }
              .tick { opacity: 0.15; }
              .loss { stroke: #0969da; fill: none; opacity: 0.3; }
              .smoothed { stroke: #0969da; stroke-width: 2; fill: none; }
              .suggestion { stroke: #cf222e; stroke-dasharray: 4; }
              @media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; } .loss, .smoothed { stroke: #58a6ff; } .suggestion { stroke: #ff7b72; } }
            </style>

            """.ReplaceLineEndings("\n"));
        if (range.Points.Count > 0) Curves(svg, range, new LearningRatePlot(range));
        Line(svg, $"<polyline class=\"axis\" points=\"{Left},{Top} {Left},{Bottom} {Right},{Bottom}\"/>");
        Line(svg, $"<text x=\"{Left}\" y=\"{Top - 10}\">joint loss</text>");
        Line(svg, $"<text x=\"{Right}\" y=\"{Bottom + 34}\" text-anchor=\"end\">learning rate</text>");
        Line(svg, $"<text x=\"{Left}\" y=\"{Bottom + 52}\">{range.Conclusion}</text>");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Curves(StringBuilder svg, LearningRateRange range, LearningRatePlot plot)
    {
        foreach (int power in plot.Decades)
        {
            double x = X(plot, Math.Pow(10, power));
            Line(svg, $"<line class=\"tick\" x1=\"{x:F1}\" y1=\"{Top}\" x2=\"{x:F1}\" y2=\"{Bottom}\"/>");
            Line(svg, $"<text x=\"{x:F1}\" y=\"{Bottom + 16}\" text-anchor=\"middle\">{LearningRatePlot.Decade(power)}</text>");
        }
        Line(svg, $"<text x=\"{Left - 6}\" y=\"{Top + 4}\" text-anchor=\"end\">{LearningRatePlot.Loss(plot.Highest)}</text>");
        Line(svg, $"<text x=\"{Left - 6}\" y=\"{Bottom}\" text-anchor=\"end\">{LearningRatePlot.Loss(plot.Lowest)}</text>");
        Line(svg, $"<polyline class=\"loss\" points=\"{Points(range, plot, point => point.Loss)}\"/>");
        Line(svg, $"<polyline class=\"smoothed\" points=\"{Points(range, plot, point => point.SmoothedLoss)}\"/>");
        if (range.Suggestion is { } rate)
            Line(svg, $"<line class=\"suggestion\" x1=\"{X(plot, rate):F1}\" y1=\"{Top}\" x2=\"{X(plot, rate):F1}\" y2=\"{Bottom}\"/>");
    }

    private static string Points(LearningRateRange range, LearningRatePlot plot, Func<LearningRatePoint, double> loss) =>
        string.Join(' ', range.Points.Select(point => string.Create(CultureInfo.InvariantCulture,
            $"{X(plot, point.LearningRate):F1},{Bottom - plot.Up(loss(point)) * (Bottom - Top):F1}")));

    private static double X(LearningRatePlot plot, double learningRate) => Left + plot.Right(learningRate) * (Right - Left);

    private static void Line(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
