namespace MtlDsl;

/// <summary>
/// Tries weights that are drawn by chance, which finds good ones in fewer trials than a grid where not all tasks matter alike (Bergstra and
/// Bengio, 2012). Trial by trial they are a pure function of the seed: more trials have those of fewer first.
/// </summary>
public sealed record RandomSearch : SearchMethod
{
    /// <summary>Weights that are drawn by chance.</summary>
    /// <param name="trials">How many are tried. At least 1.</param>
    public RandomSearch(int trials)
    {
        Trials = AtLeast(trials, 1, nameof(trials));
        RequireFew(trials, "Weights that are drawn by chance");
    }

    /// <summary>How many weights are tried.</summary>
    public int Trials { get; }

    /// <summary>How they are drawn.</summary>
    public WeightDistribution Distribution { get; init; } = new Dirichlet();

    /// <summary>
    /// Whether the first trial has weight 1 for each task, rather than weights that are drawn: what everything else should be compared with
    /// (Kurin et al., 2022).
    /// </summary>
    public bool BeginsWithEqualWeights { get; init; } = true;

    internal override IReadOnlyList<double[]> Candidates(int tasks, long seed)
    {
        // A stream for each trial, so that none depends on how much another drew.
        IEnumerable<double[]> drawn = Enumerable.Range(0, Trials).Select(trial => Distribution.Draw(tasks, new UniformRandom(seed, trial)));
        return BeginsWithEqualWeights ? [[.. Enumerable.Repeat(1.0, tasks)], .. drawn.Skip(1)] : [.. drawn];
    }
}
