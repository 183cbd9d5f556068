using System.Numerics;

namespace MtlDsl;

/// <summary>
/// The best grouping for each number of groups. Which task is served by which group divides the tasks into sets; the best group for each set is
/// found among those that contain it, and the best division by dynamic programming over sets of tasks. Takes 3^tasks · groups steps.
/// </summary>
internal sealed class ExactGrouping
{
    /// <summary>With as many tasks, 3^tasks is 5 million.</summary>
    public const int MostTasks = 14;

    private readonly GroupAffinities _affinities;
    private readonly int _all;
    private readonly double[] _score;
    private readonly int[] _group;

    private ExactGrouping(GroupAffinities affinities, bool mayOverlap)
    {
        _affinities = affinities;
        _all = (1 << affinities.Count) - 1;
        _score = new double[_all + 1];
        _group = new int[_all + 1];
        Array.Fill(_score, double.NegativeInfinity);
        var sums = new double[_all + 1];
        for (int group = 1; group <= _all; group++) FindServed(group, sums, mayOverlap);
    }

    /// <summary>The best groups, at place n - 1 those that serve n sets of tasks.</summary>
    public static IReadOnlyList<ServingGroup>[] Of(GroupAffinities affinities, int mostGroups, bool mayOverlap) =>
        new ExactGrouping(affinities, mayOverlap).Divide(mostGroups);

    // Sets are numbers whose bits are tasks. The sums of a group's sets come in ascending order, each after itself without its first task.
    private void FindServed(int group, double[] sums, bool mayOverlap)
    {
        int[] tasks = Tasks(group);
        var onto = new double[_affinities.Count];
        foreach (int task in tasks) onto[task] = _affinities.Onto(task, tasks);
        sums[0] = 0;
        for (int served = -group & group; served != 0; served = (served - group) & group)
        {
            sums[served] = sums[served & (served - 1)] + onto[BitOperations.TrailingZeroCount(served)];
            if ((!mayOverlap && served != group) || !(sums[served] > _score[served])) continue;
            (_score[served], _group[served]) = (sums[served], group);
        }
    }

    private IReadOnlyList<ServingGroup>[] Divide(int mostGroups)
    {
        double[] best = _score;
        var chosen = new int[mostGroups][];
        for (int groups = 2; groups <= mostGroups; groups++)
        {
            double[] fewer = best;
            best = new double[_all + 1];
            int[] first = chosen[groups - 1] = new int[_all + 1];
            for (int tasks = 0; tasks <= _all; tasks++) best[tasks] = FindFirst(tasks, fewer, out first[tasks]);
        }
        return [.. Enumerable.Range(1, mostGroups).Select(groups => Groups(groups, chosen))];
    }

    /// <summary>The set with the first of the tasks that is best served by a group of its own, the others by one group less.</summary>
    private double FindFirst(int tasks, double[] fewer, out int first)
    {
        (double best, first) = (double.NegativeInfinity, 0);
        int lowest = tasks & -tasks, others = tasks ^ lowest;
        for (int rest = others; rest != 0; rest = (rest - 1) & others)
        {
            int served = tasks ^ rest;
            double score = _score[served] + fewer[rest];
            if (score > best) (best, first) = (score, served);
        }
        return best;
    }

    private IReadOnlyList<ServingGroup> Groups(int count, int[][] chosen)
    {
        var served = new List<int>();
        int tasks = _all;
        for (; count > 1; count--)
        {
            served.Add(chosen[count - 1][tasks]);
            tasks ^= served[^1];
        }
        // Sets that one group serves best are one.
        return [.. served.Append(tasks).GroupBy(set => _group[set]).Select(sets => _affinities.Serving(Tasks(sets.Sum()), Tasks(sets.Key)))];
    }

    private static int[] Tasks(int set) => [.. Enumerable.Range(0, MostTasks).Where(task => (set >> task & 1) == 1)];
}
