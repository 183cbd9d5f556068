namespace MtlDsl;

/// <summary>Which weights a <see cref="WeightSearch"/> tries, and for how long each.</summary>
public abstract record SearchMethod
{
    /// <summary>The most trials that a search has.</summary>
    public const int MostTrials = 100_000;

    private protected SearchMethod()
    {
    }

    /// <summary>The weights that are tried: a pure function of the seed.</summary>
    /// <param name="tasks">The number of tasks, at least 2.</param>
    /// <param name="seed">Of what is drawn by chance.</param>
    /// <returns>(trials) of (tasks), at least 0 each and not all of them 0.</returns>
    internal abstract IReadOnlyList<double[]> Candidates(int tasks, long seed);

    /// <summary>The rounds, the first one of all trials; each but the first takes the best trials of the one before.</summary>
    internal virtual IReadOnlyList<SearchRung> Rungs(int trials, int epochs) => [new SearchRung(trials, epochs)];

    /// <summary>What it is called in tables and messages.</summary>
    internal virtual string Name => GetType().Name;

    private protected static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be at least {least}."));

    private protected static int RequireFew(double trials, string what) => trials <= MostTrials
        ? (int)trials
        : throw new ArgumentException(FormattableString.Invariant(
            $"{what} make {trials:N0} trials, and a search has at most {MostTrials:N0}: take fewer, or a RandomSearch."));
}
