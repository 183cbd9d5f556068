using System.Text;

namespace MtlDsl;

/// <summary>Draws a learning rate range in characters.</summary>
internal static class LearningRateText
{
    private const int Width = 64, Height = 16;

    public static string Draw(LearningRateRange range)
    {
        if (range.Points.Count == 0) return "no step had a finite loss\n";
        var plot = new LearningRatePlot(range);
        string high = LearningRatePlot.Loss(plot.Highest), low = LearningRatePlot.Loss(plot.Lowest);
        int margin = Math.Max(high.Length, low.Length);
        char[][] cells = Cells(range, plot);

        var text = new StringBuilder("joint loss\n");
        for (int row = 0; row < Height; row++)
        {
            string label = row == 0 ? high : row == Height - 1 ? low : "";
            text.Append(label.PadLeft(margin)).Append(" | ").Append(new string(cells[row]).TrimEnd()).Append('\n');
        }
        text.Append(' ', margin).Append(" +").Append('-', Width + 1).Append('\n');
        text.Append(' ', margin + 3).Append(Axis(plot)).Append("  learning rate\n");
        return text.Append(range.Conclusion).Append('\n').ToString();
    }

    private static char[][] Cells(LearningRateRange range, LearningRatePlot plot)
    {
        char[][] cells = [.. Enumerable.Range(0, Height).Select(_ => new string(' ', Width).ToCharArray())];
        if (range.Suggestion is { } rate)
            foreach (char[] row in cells) row[Column(plot, rate)] = ':';
        foreach (LearningRatePoint point in range.Points)
            cells[Height - 1 - (int)Math.Round(plot.Up(point.SmoothedLoss) * (Height - 1))][Column(plot, point.LearningRate)] = '*';
        return cells;
    }

    private static string Axis(LearningRatePlot plot)
    {
        char[] axis = new string(' ', Width).ToCharArray();
        int free = 0;
        foreach (int power in plot.Decades)
        {
            string label = LearningRatePlot.Decade(power);
            int start = Column(plot, Math.Pow(10, power));
            if (start < free || start + label.Length > Width) continue;
            label.CopyTo(0, axis, start, label.Length);
            free = start + label.Length + 1;
        }
        return new string(axis).TrimEnd();
    }

    private static int Column(LearningRatePlot plot, double learningRate) =>
        Math.Clamp((int)Math.Round(plot.Right(learningRate) * (Width - 1)), 0, Width - 1);
}
