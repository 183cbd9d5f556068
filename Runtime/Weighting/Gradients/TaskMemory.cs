namespace MtlDsl;

/// <summary>Numbers that a method remembers for each task from step to step.</summary>
internal sealed class TaskMemory(string name)
{
    private double[]? _values;

    /// <summary>The numbers of all tasks, kept by reference; the first time each is <paramref name="initial"/>.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="initial">What each begins with.</param>
    /// <exception cref="InvalidOperationException">There were more or fewer before.</exception>
    public double[] For(int count, double initial)
    {
        _values ??= [.. Enumerable.Repeat(initial, count)];
        return _values.Length == count
            ? _values
            : throw new InvalidOperationException(
                $"The method remembers {_values.Length} numbers as '{name}', and this step has tasks for {count}: use a method for one set of tasks.");
    }

    /// <summary>The weights in the simplex of the tasks that take part, as a share of what these have together; 1 / tasks at first.</summary>
    public double[] Shares(GradientRows rows)
    {
        var all = For(rows.TaskCount, 1.0 / rows.TaskCount);
        var sum = rows.Tasks.Sum(task => all[task]);
        return [.. rows.Tasks.Select(task => sum > 0 ? all[task] / sum : 1.0 / rows.Tasks.Count)];
    }

    /// <summary>Remembers new shares of the tasks that take part; what they have together stays.</summary>
    public void KeepShares(GradientRows rows, double[] shares)
    {
        var all = For(rows.TaskCount, 1.0 / rows.TaskCount);
        var sum = rows.Tasks.Sum(task => all[task]);
        for (var i = 0; i < shares.Length; i++) all[rows.Tasks[i]] = sum * shares[i];
    }

    /// <summary>Forgets them.</summary>
    public void Clear() => _values = null;

    public void Save(CheckpointWriter writer) => writer.Add(name, _values ?? []);

    public Action Load(CheckpointReader reader)
    {
        var values = reader.Numbers(name);
        return () => _values = values.Length == 0 ? null : values;
    }
}
