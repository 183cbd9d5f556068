namespace MtlDsl;

/// <summary>A place of a diagram.</summary>
internal readonly record struct DiagramBox(double X, double Y, double Width, double Height)
{
    /// <summary>The middle of its height.</summary>
    public double Middle => Y + Height / 2;

    /// <summary>Its right side.</summary>
    public double Right => X + Width;

    /// <summary>Its lower side.</summary>
    public double Bottom => Y + Height;
}

/// <summary>Where the places of a diagram are, and how large.</summary>
internal sealed class DiagramBoxes
{
    public const double NameSize = 13, LineHeight = 15, Padding = 12, Margin = 2;
    private const double RoleSize = 10, ColumnGap = 36, RowGap = 14, PassingHeight = 8, NarrowestNode = 76, WidestNode = 210;

    private readonly Dictionary<int, DiagramBox> _boxes = [];

    public DiagramBoxes(DiagramGraph graph, DiagramLayers layers)
    {
        double height = layers.Columns.Max(column => column.Sum(place => Height(graph, place)) + (column.Count - 1) * RowGap);
        double x = Margin;
        foreach (IReadOnlyList<int> column in layers.Columns)
        {
            double width = column.Max(place => place < graph.Nodes.Count ? Width(graph.Nodes[place]) : 0);
            double y = Margin + (height - column.Sum(place => Height(graph, place)) - (column.Count - 1) * RowGap) / 2;
            foreach (int place in column)
            {
                _boxes[place] = new DiagramBox(x, y, width, Height(graph, place));
                y = _boxes[place].Bottom + RowGap;
            }
            x += width + ColumnGap;
        }
        Size = (x - ColumnGap + Margin, height + 2 * Margin);
    }

    /// <summary>The size of the whole.</summary>
    public (double Width, double Height) Size { get; }

    /// <summary>The box of a place.</summary>
    public DiagramBox this[int place] => _boxes[place];

    private static double Height(DiagramGraph graph, int place) =>
        place < graph.Nodes.Count ? 2 * Padding + (graph.Nodes[place].Lines.Count + 2) * LineHeight - 6 : PassingHeight;

    private static double Width(DiagramNode node)
    {
        double name = TextWidth.Of(node.Name, NameSize) * 1.06, role = TextWidth.Of(node.RoleText, RoleSize) * 1.2;
        double lines = node.Lines.Select(line => TextWidth.Of(line, Svg.SmallText)).DefaultIfEmpty(0).Max();
        return Math.Clamp(Math.Max(Math.Max(name, role), lines) + 2 * Padding, NarrowestNode, WidestNode);
    }
}
