using System.Globalization;

namespace MtlDsl;

/// <summary>
/// Which tasks to train together: the groups that maximise the affinities onto all tasks together (Standley et al., 2020; Fifty et al., 2021).
/// The affinity onto a task is the mean of what the other tasks of its group do to it.
/// </summary>
/// <remarks>
/// Up to 14 tasks the groups are the best that there are. Of more tasks they are found by joining groups one after another and moving single
/// tasks, as long as that gains something, and may not be the best: <see cref="IsExact"/>.
/// </remarks>
public sealed class TaskGrouping
{
    private TaskGrouping(TaskMatrix affinity, IReadOnlyList<ServingGroup> groups, bool isExact)
    {
        Groups = [.. groups.OrderBy(group => group.Served[0]).Select(group => new TaskGroup(Names(group.Group), Names(group.Served), group.Affinities))];
        IsExact = isExact;

        string[] Names(IReadOnlyList<int> tasks) => [.. tasks.Select(task => affinity.Tasks[task])];
    }

    /// <summary>The groups, in the order of the first task that each serves.</summary>
    public IReadOnlyList<TaskGroup> Groups { get; }

    /// <summary>The affinities onto all tasks together.</summary>
    public double Score => Groups.Sum(group => group.Score);

    /// <summary>Whether it is sure that no grouping in so many groups has a higher score.</summary>
    public bool IsExact { get; }

    /// <summary>The best that was found for each number of groups, from 1 on, this one included; empty in those themselves.</summary>
    public IReadOnlyList<TaskGrouping> Alternatives { get; private init; } = [];

    /// <summary>Divides the tasks into groups: each task is in one of them.</summary>
    /// <param name="affinity">What each task (row) does to each (column), such as <c>TaskAffinity</c> measures, or any measure that is higher where tasks help.</param>
    /// <param name="mostGroups">The number of groups that can be afforded, at least 1. Fewer are taken where that is better.</param>
    /// <param name="alone">
    /// The affinity of a task in a group of its own. 0: as good as with tasks that neither help nor hinder. The diagonal of the matrix has no say.
    /// </param>
    /// <exception cref="ArgumentException">There are no tasks, or an affinity is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostGroups"/> is less than 1.</exception>
    public static TaskGrouping Partition(TaskMatrix affinity, int mostGroups, double alone = 0) => Of(affinity, mostGroups, alone, mayOverlap: false);

    /// <summary>
    /// Finds groups that may overlap: a task is served by the one that does most for it, and may help in others (Fifty et al., 2021, TAG).
    /// </summary>
    /// <param name="affinity">What each task (row) does to each (column), such as <c>TaskAffinity</c> measures, or any measure that is higher where tasks help.</param>
    /// <param name="mostGroups">The number of groups that can be afforded, at least 1. Fewer are taken where that is better.</param>
    /// <param name="alone">The affinity of a task in a group of its own; a very low one, such as -1e6, forbids such groups, as TAG does.</param>
    /// <exception cref="ArgumentException">There are no tasks, or an affinity is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostGroups"/> is less than 1.</exception>
    public static TaskGrouping Overlapping(TaskMatrix affinity, int mostGroups, double alone = 0) => Of(affinity, mostGroups, alone, mayOverlap: true);

    /// <summary>A table of the groups, and one of the best for each number of groups.</summary>
    public override string ToString()
    {
        var groups = new TextTable(["trained together", "serves", "affinity"], leftAligned: 2);
        foreach (TaskGroup group in Groups) groups.Add([$"{group}", string.Join(", ", group.Served), Text(group.Score)]);
        groups.Add(["", IsExact ? "all" : "all (perhaps not the best)", Text(Score)]);
        if (Alternatives.Count == 0) return groups.ToString();
        var others = new TextTable(["the best for each number of groups", "affinity"], leftAligned: 1);
        foreach (TaskGrouping other in Alternatives) others.Add([string.Join(" | ", other.Groups), Text(other.Score)]);
        return $"{groups}\n{others}";
    }

    private static TaskGrouping Of(TaskMatrix affinity, int mostGroups, double alone, bool mayOverlap)
    {
        ArgumentNullException.ThrowIfNull(affinity);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostGroups, 1);
        Check(affinity, alone);
        var affinities = new GroupAffinities(affinity.ToArray(), alone);
        int most = Math.Min(mostGroups, affinity.Tasks.Count);
        bool isExact = affinity.Tasks.Count <= ExactGrouping.MostTasks;
        IReadOnlyList<ServingGroup>[] found = isExact
            ? ExactGrouping.Of(affinities, most, mayOverlap)
            : new GreedyGrouping(affinities, mayOverlap).Of(most);
        TaskGrouping[] all = [.. found.Select(groups => new TaskGrouping(affinity, groups, isExact))];
        return new TaskGrouping(affinity, found[Array.IndexOf(all, all.MaxBy(grouping => grouping.Score))], isExact) { Alternatives = all };
    }

    private static void Check(TaskMatrix affinity, double alone)
    {
        if (affinity.Tasks.Count == 0) throw new ArgumentException("The matrix has no tasks to group.", nameof(affinity));
        if (!double.IsFinite(alone))
            throw new ArgumentException(FormattableString.Invariant(
                $"The affinity of a task alone is {alone}, and has to be finite: to forbid groups of one task give a very low one, such as -1e6."), nameof(alone));
        foreach (var (row, column) in affinity.Pairs(includeBothDirections: true))
        {
            if (!double.IsFinite(affinity[row, column]))
                throw new ArgumentException(FormattableString.Invariant(
                    $"{affinity.Name} of {affinity.Tasks[row]} and {affinity.Tasks[column]} is {affinity[row, column]}: groups need a finite number for each pair. Give a matrix with one of your own there, such as 0."),
                    nameof(affinity));
        }
    }

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
