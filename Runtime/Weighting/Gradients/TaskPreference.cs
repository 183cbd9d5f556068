namespace MtlDsl;

/// <summary>How much each task counts, an option of several methods.</summary>
internal static class TaskPreference
{
    /// <summary>Checks the option.</summary>
    public static IReadOnlyList<double>? Check(IReadOnlyList<double>? preference)
    {
        if (preference is null) return null;
        if (preference.Count == 0 || preference.Any(value => !(value >= 0) || !double.IsFinite(value)) || preference.All(value => value == 0))
            throw new ArgumentOutOfRangeException(nameof(preference), FormattableString.Invariant(
                $"Preference is [{string.Join(", ", preference.Select(value => FormattableString.Invariant($"{value}")))}], and has to have a number of at least 0 for each task, not all 0."));
        return [.. preference];
    }

    /// <summary>The numbers of the tasks that take part; without the option, all the same.</summary>
    public static double[] Of(IReadOnlyList<double>? preference, GradientRows rows, double otherwise)
    {
        if (preference is null) return [.. Enumerable.Repeat(otherwise, rows.Tasks.Count)];
        if (preference.Count != rows.TaskCount)
            throw new ArgumentException($"Preference has {preference.Count} numbers, and there are {rows.TaskCount} tasks: give one for each.", "step");
        return [.. rows.Tasks.Select(task => preference[task])];
    }
}
