namespace MtlDsl;

/// <summary>
/// The columns of a diagram after Sugiyama, Tagawa and Toda (1981): each node stands to the right of all that it reads, edges that pass
/// over columns have a place in each of them, and the nodes of a column are in an order with few crossings.
/// </summary>
internal sealed class DiagramLayers
{
    private const int Sweeps = 4;

    private readonly List<List<int>> _columns = [];
    private readonly List<List<int>> _before = [], _after = [];
    private readonly int[] _ranks;
    private readonly int _nodes;

    public DiagramLayers(DiagramGraph graph)
    {
        _nodes = graph.Nodes.Count;
        _ranks = Ranks(graph);
        for (int rank = 0; rank <= _ranks.DefaultIfEmpty(0).Max(); rank++) _columns.Add([]);
        for (int node = 0; node < _nodes; node++) Place(_ranks[node]);
        Paths = [.. graph.Edges.Where(edge => _ranks[edge.From] < _ranks[edge.To]).Select(Path)];
        for (int sweep = 0; sweep < Sweeps; sweep++) Order(isForward: sweep % 2 == 0);
    }

    /// <summary>The places of each column from the top: nodes by their index, and from the number of nodes on, edges that pass.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Columns => _columns;

    /// <summary>The places that each edge goes through, from the node that is read to the one that reads it.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Paths { get; }

    private static int[] Ranks(DiagramGraph graph)
    {
        var ranks = new int[graph.Nodes.Count];
        // As many rounds as the longest way can have edges: where nodes read each other in a circle, it ends all the same.
        for (int round = 1; round < ranks.Length; round++)
            foreach ((int from, int to) in graph.Edges) ranks[to] = Math.Max(ranks[to], Math.Min(ranks[from] + 1, ranks.Length - 1));
        ILookup<int, int> readers = graph.Edges.ToLookup(edge => edge.From, edge => edge.To);
        int last = ranks.DefaultIfEmpty(0).Max();
        for (int node = 0; node < ranks.Length; node++)
        {
            if (graph.Nodes[node].Role == DiagramRole.Task && !readers.Contains(node)) ranks[node] = last;
            if (graph.Nodes[node].Role == DiagramRole.Input && readers.Contains(node))
                ranks[node] = Math.Max(0, readers[node].Min(reader => ranks[reader]) - 1);
        }
        // Nodes that read each other in a circle leave columns empty.
        int[] used = [.. ranks.Distinct().Order()];
        return [.. ranks.Select(rank => Array.IndexOf(used, rank))];
    }

    private int Place(int rank)
    {
        int place = _before.Count;
        _before.Add([]);
        _after.Add([]);
        _columns[rank].Add(place);
        return place;
    }

    private List<int> Path((int From, int To) edge)
    {
        List<int> path = [edge.From];
        for (int rank = _ranks[edge.From] + 1; rank < _ranks[edge.To]; rank++) path.Add(Place(rank));
        path.Add(edge.To);
        for (int step = 1; step < path.Count; step++)
        {
            _after[path[step - 1]].Add(path[step]);
            _before[path[step]].Add(path[step - 1]);
        }
        return path;
    }

    /// <summary>Orders each column by where its neighbours of the column before, or after, are in the middle.</summary>
    private void Order(bool isForward)
    {
        var heights = new double[_before.Count];
        foreach (List<int> column in _columns) Note(column, heights);
        IEnumerable<List<int>> columns = isForward ? _columns : Enumerable.Reverse(_columns);
        foreach (List<int> column in columns)
        {
            int[] sorted = [.. column.OrderBy(place => Middle(isForward ? _before[place] : _after[place], heights, heights[place]))];
            column.Clear();
            column.AddRange(sorted);
            Note(column, heights);
        }
    }

    private static double Middle(List<int> neighbours, double[] heights, double otherwise) =>
        neighbours.Count == 0 ? otherwise : neighbours.Average(neighbour => heights[neighbour]);

    private static void Note(List<int> column, double[] heights)
    {
        for (int index = 0; index < column.Count; index++) heights[column[index]] = (index + 0.5) / column.Count;
    }
}
