namespace MtlDsl;

/// <summary>
/// A good grouping for each number of groups, for more tasks than can be searched through: every task begins in a group of its own; the two groups
/// whose union gains most are joined until one is left, and for each number of groups tasks move to other groups as long as that gains something. A
/// group that may overlap others takes in helpers, the best one first, as long as those that it serves gain.
/// </summary>
internal sealed class GreedyGrouping(GroupAffinities affinities, bool mayOverlap)
{
    // What gains no more than that is rounding, which could go on for ever.
    private const double LeastGain = 1e-12;

    private readonly Dictionary<string, ServingGroup> _known = new(StringComparer.Ordinal);

    /// <summary>Groups, at place n - 1 n of them.</summary>
    public IReadOnlyList<ServingGroup>[] Of(int mostGroups)
    {
        var found = new IReadOnlyList<ServingGroup>[mostGroups];
        List<ServingGroup> groups = [.. Enumerable.Range(0, affinities.Count).Select(task => Best([task]))];
        while (true)
        {
            if (groups.Count <= mostGroups)
            {
                while (TryMove(groups))
                {
                }
                found[groups.Count - 1] = [.. groups.GroupBy(group => string.Join(',', group.Group)).Select(Union)];
            }
            if (groups.Count == 1) return found;
            Join(groups);
        }
    }

    private void Join(List<ServingGroup> groups)
    {
        var (first, second) = (
            from one in Enumerable.Range(0, groups.Count)
            from other in Enumerable.Range(one + 1, groups.Count - one - 1)
            select (one, other)).MaxBy(pair => Joined(pair.one, pair.other).Score - groups[pair.one].Score - groups[pair.other].Score);
        groups[first] = Joined(first, second);
        groups.RemoveAt(second);

        ServingGroup Joined(int one, int other) => Best([.. groups[one].Served, .. groups[other].Served]);
    }

    /// <summary>Moves the task that gains most to another group; false where none gains.</summary>
    private bool TryMove(List<ServingGroup> groups)
    {
        var best = (Gain: LeastGain, From: -1, To: -1, Task: -1);
        for (int from = 0; from < groups.Count; from++)
        {
            if (groups[from].Served.Count == 1) continue;
            foreach (int task in groups[from].Served)
            {
                for (int to = 0; to < groups.Count; to++)
                {
                    if (to == from) continue;
                    double gain = Without(from, task).Score + With(to, task).Score - groups[from].Score - groups[to].Score;
                    if (gain > best.Gain) best = (gain, from, to, task);
                }
            }
        }
        if (best.From < 0) return false;
        (groups[best.From], groups[best.To]) = (Without(best.From, best.Task), With(best.To, best.Task));
        return true;

        ServingGroup Without(int group, int task) => Best([.. groups[group].Served.Where(other => other != task)]);
        ServingGroup With(int group, int task) => Best([.. groups[group].Served, task]);
    }

    /// <summary>The group that serves these tasks.</summary>
    private ServingGroup Best(int[] served)
    {
        Array.Sort(served);
        string key = string.Join(',', served);
        return _known.TryGetValue(key, out ServingGroup? known) ? known : _known[key] = WithHelpers(affinities.Serving(served, served));
    }

    private ServingGroup WithHelpers(ServingGroup group)
    {
        while (mayOverlap && group.Group.Count < affinities.Count)
        {
            ServingGroup larger = Enumerable.Range(0, affinities.Count).Except(group.Group)
                .Select(helper => affinities.Serving(group.Served, [.. group.Group.Append(helper).Order()])).MaxBy(candidate => candidate.Score)!;
            if (larger.Score - group.Score <= LeastGain) return group;
            group = larger;
        }
        return group;
    }

    private ServingGroup Union(IEnumerable<ServingGroup> same)
    {
        ServingGroup[] groups = [.. same];
        return groups.Length == 1 ? groups[0] : affinities.Serving([.. groups.SelectMany(group => group.Served).Order()], groups[0].Group);
    }
}
