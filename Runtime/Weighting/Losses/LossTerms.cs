namespace MtlDsl;

/// <summary>Parts of the formulas that several strategies share.</summary>
internal static class LossTerms
{
    /// <summary>
    /// What a loss that a formula divides by, or takes the logarithm of, is at least: one that has come to 0 would make it infinite.
    /// </summary>
    public const double Smallest = 1e-8;

    /// <summary>exp(x) / Σ exp(x), in place.</summary>
    /// <returns>log Σ exp(x).</returns>
    public static double Softmax(Span<double> values)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double value in values) largest = Math.Max(largest, value);
        foreach (ref double value in values) sum += value = Math.Exp(value - largest);
        foreach (ref double value in values) value /= sum;
        return largest + Math.Log(sum);
    }

    /// <summary>The loss, or <see cref="Smallest"/> where that is larger.</summary>
    /// <exception cref="InvalidOperationException">The loss is negative.</exception>
    public static double Positive(this LossWeighting strategy, int task, double loss) => loss >= 0
        ? Math.Max(loss, Smallest)
        : throw new InvalidOperationException(FormattableString.Invariant(
            $"The loss of '{strategy.Tasks[task]}' is {loss}, and {strategy.GetType().Name} needs losses that are not negative: add a constant to it, or choose another strategy."));

    /// <summary>An option that has a number for each task, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not allowed.</exception>
    public static IReadOnlyList<double>? CheckEach(IReadOnlyList<double>? values, Func<double, bool> isAllowed, string allowed, string option)
    {
        if (values is null) return null;
        foreach (double value in values)
            if (!isAllowed(value))
                throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} has {value}, and each has to be {allowed}."));
        return [.. values];
    }

    /// <exception cref="ArgumentException">There are not as many as tasks.</exception>
    public static void RequireOnePerTask(this LossWeighting strategy, IReadOnlyList<double>? values, string option)
    {
        if (values is not null && values.Count != strategy.Tasks.Count)
            throw new ArgumentException(FormattableString.Invariant(
                $"{option} of {strategy.GetType().Name} has {values.Count} numbers, and there are {strategy.Tasks.Count} tasks: {string.Join(", ", strategy.Tasks)}."), option);
    }
}
