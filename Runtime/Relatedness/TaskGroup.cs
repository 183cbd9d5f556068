namespace MtlDsl;

/// <summary>Tasks that are trained together.</summary>
/// <param name="Tasks">The tasks, in the order of the matrix.</param>
/// <param name="Served">
/// Those of them that are predicted with what is trained here; the others only help. Where groups do not overlap, all of them.
/// </param>
/// <param name="Affinities">Onto each task served: the mean of what the group's other tasks do to it, or what was said of a task alone.</param>
public sealed record TaskGroup(IReadOnlyList<string> Tasks, IReadOnlyList<string> Served, IReadOnlyList<double> Affinities)
{
    /// <summary>The affinities together.</summary>
    public double Score => Affinities.Sum();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Tasks);
}
