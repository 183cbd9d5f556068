namespace MtlDsl;

/// <summary>The place of a chart's curves within its drawing, with axes around it.</summary>
internal sealed record ChartFrame(double Left, double Top, double Right, double Bottom, ChartAxis Horizontal, ChartAxis Vertical)
{
    private const double LabelGap = 7;

    /// <summary>Where a value of the horizontal axis lies.</summary>
    public double X(double value) => Left + (Right - Left) * Horizontal.Share(value);

    /// <summary>Where a value of the vertical axis lies.</summary>
    public double Y(double value) => Bottom - (Bottom - Top) * Vertical.Share(value);

    /// <summary>How much room the labels of a vertical axis take.</summary>
    public static double LabelWidth(ChartAxis vertical) => vertical.Ticks.Max(tick => TextWidth.Of(tick.Text, Svg.SmallText)) + LabelGap;

    /// <summary>Writes gridlines, ticks and what the horizontal axis is called.</summary>
    public void Write(Markup markup, string horizontalName)
    {
        using (markup.Element("g", ("class", "axes")))
        {
            foreach (Tick tick in Vertical.Ticks)
            {
                Svg.Line(markup, Left, Y(tick.Value), Right, Y(tick.Value), "grid");
                Svg.Text(markup, Left - LabelGap, Y(tick.Value) + 4, tick.Text, "tick end");
            }
            foreach (Tick tick in Horizontal.Ticks)
            {
                Svg.Line(markup, X(tick.Value), Bottom, X(tick.Value), Bottom + 4, "rule");
                Svg.Text(markup, X(tick.Value), Bottom + 17, tick.Text, "tick middle");
            }
            Svg.Line(markup, Left, Bottom, Right, Bottom, "rule");
            Svg.Text(markup, Right, Bottom + 31, horizontalName, "tick end");
        }
    }
}
