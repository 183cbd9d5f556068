namespace MtlDsl;

/// <summary>What training in a group does to a task.</summary>
/// <param name="pairs">(tasks, tasks): what the row's task does to the column's; the diagonal has no say.</param>
/// <param name="alone">The affinity of a task that is trained alone.</param>
internal sealed class GroupAffinities(double[,] pairs, double alone)
{
    /// <summary>The number of tasks.</summary>
    public int Count => pairs.GetLength(0);

    /// <summary>The mean of what the group's other tasks do to one of its tasks.</summary>
    public double Onto(int task, IReadOnlyList<int> group)
    {
        if (group.Count == 1) return alone;
        double sum = 0;
        foreach (int other in group)
            if (other != task) sum += pairs[other, task];
        return sum / (group.Count - 1);
    }

    /// <summary>A group by what it does to those of its tasks that it serves.</summary>
    public ServingGroup Serving(IReadOnlyList<int> served, IReadOnlyList<int> group) => new(served, group, [.. served.Select(task => Onto(task, group))]);
}

/// <summary>A group of tasks, those of them that it serves, and what it does to each of these.</summary>
internal sealed record ServingGroup(IReadOnlyList<int> Served, IReadOnlyList<int> Group, IReadOnlyList<double> Affinities)
{
    public double Score { get; } = Affinities.Sum();
}
