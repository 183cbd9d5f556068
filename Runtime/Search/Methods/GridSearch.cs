namespace MtlDsl;

/// <summary>
/// Tries every combination of some weights: values to the power of tasks. One in which all weights are 0 is left out. Weights that differ by
/// a common factor alone, such as (1, 1) and (10, 10), differ by the learning rate; with optimizers that divide by the size of gradients, such
/// as Adam, they hardly differ at all, and <see cref="SimplexGrid"/> has no such pairs.
/// </summary>
public sealed record GridSearch : SearchMethod
{
    private readonly double[] _values;

    /// <summary>All combinations of some weights.</summary>
    /// <param name="values">The weights that each task takes in turn: at least 0 and finite, none twice, at least two.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public GridSearch(params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (double value in values)
            if (!(value >= 0 && double.IsFinite(value)))
                throw new ArgumentOutOfRangeException(nameof(values), value,
                    FormattableString.Invariant($"A weight is {value}, and has to be at least 0 and finite."));
        if (values.Count < 2 || values.Distinct().Count() < values.Count)
            throw new ArgumentException(FormattableString.Invariant(
                $"The weights are {string.Join(", ", values.Select(value => FormattableString.Invariant($"{value}")))}: a grid needs at least two, and none twice."), nameof(values));
        _values = [.. values];
    }

    /// <summary>The weights that each task takes in turn.</summary>
    public IReadOnlyList<double> Values => _values;

    internal override IReadOnlyList<double[]> Candidates(int tasks, long seed)
    {
        int count = RequireFew(Math.Pow(_values.Length, tasks), FormattableString.Invariant($"{_values.Length} weights for each of {tasks} tasks"));
        // The last task's weight changes from each trial to the next.
        IEnumerable<double[]> all = Enumerable.Range(0, count).Select(trial =>
        {
            var weights = new double[tasks];
            for (int task = tasks - 1; task >= 0; task--, trial /= _values.Length) weights[task] = _values[trial % _values.Length];
            return weights;
        });
        return [.. all.Where(weights => weights.Any(weight => weight > 0))];
    }
}
