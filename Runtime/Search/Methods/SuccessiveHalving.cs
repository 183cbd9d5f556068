namespace MtlDsl;

/// <summary>
/// Trains many trials for a few epochs, and of these the better ones for longer, until the best are trained for all epochs (Jamieson and
/// Talwalkar, 2016). The rounds are those of Hyperband's inner loop (Li et al., 2018, with epochs as the resource): of n trials and at most R
/// epochs, round i of 0 .. s has ⌊n η^-i⌋ trials of ⌊R η^(i-s)⌋ epochs, with as many rounds as <see cref="MinimumEpochs"/> and n allow.
/// </summary>
/// <remarks>
/// Every round trains its trials anew, so that a schedule of the learning rate goes to its end in each, and a result is that of a training of
/// so many epochs. Each round costs about as much as the others; going on with the trials of the round before would save the η-th part of it.
/// </remarks>
public sealed record SuccessiveHalving : SearchMethod
{
    /// <summary>Narrows weights down.</summary>
    /// <param name="trials">How many weights are drawn, as by <see cref="RandomSearch"/>. At least 2.</param>
    public SuccessiveHalving(int trials) : this(new RandomSearch(AtLeast(trials, 2, nameof(trials))))
    {
    }

    /// <summary>Narrows weights down.</summary>
    /// <param name="of">The weights to begin with: a grid, or weights that are drawn.</param>
    /// <exception cref="ArgumentException">These are narrowed down themselves.</exception>
    public SuccessiveHalving(SearchMethod of)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (of is SuccessiveHalving)
            throw new ArgumentException("The weights to begin with are narrowed down themselves: give a grid or a RandomSearch.", nameof(of));
        Of = of;
    }

    /// <summary>The weights to begin with.</summary>
    public SearchMethod Of { get; }

    /// <summary>η: one of so many trials goes on to the next round, which is so many times as long. At least 2.</summary>
    public int Eta { get; init => field = AtLeast(value, 2, nameof(Eta)); } = 3;

    /// <summary>How long a trial is trained at least. At least 1; more than the epochs of the training counts as these.</summary>
    public int MinimumEpochs { get; init => field = AtLeast(value, 1, nameof(MinimumEpochs)); } = 1;

    internal override string Name => $"{base.Name} of {Of.Name}";

    /// <summary>The rounds, by which to see beforehand what a search costs.</summary>
    /// <param name="trials">The number of trials to begin with. At least 1.</param>
    /// <param name="epochs">The epochs of the last round. At least 1.</param>
    public IReadOnlyList<SearchRung> Plan(int trials, int epochs)
    {
        AtLeast(trials, 1, nameof(trials));
        AtLeast(epochs, 1, nameof(epochs));
        long power = 1;
        int last = 0;
        for (; MinimumEpochs * power * Eta <= epochs && power * Eta <= trials; power *= Eta) last++;
        var rungs = new SearchRung[last + 1];
        long share = 1;
        for (int rung = 0; rung <= last; rung++, share *= Eta) rungs[rung] = new SearchRung((int)(trials / share), (int)(epochs / (power / share)));
        return rungs;
    }

    internal override IReadOnlyList<double[]> Candidates(int tasks, long seed) => Of.Candidates(tasks, seed);

    internal override IReadOnlyList<SearchRung> Rungs(int trials, int epochs) => Plan(trials, epochs);
}
