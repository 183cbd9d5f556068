using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>How to search for weights. Values are checked where they are given.</summary>
public sealed record WeightSearchOptions
{
    /// <summary>Which weights are tried, and for how long.</summary>
    public SearchMethod Method { get; init; } = new RandomSearch(20);

    /// <summary>
    /// How each trial is trained; its epochs are those of a trial that is trained to the end. It has no weighting and no checkpoint to go on from;
    /// the weights of a trial take the place of what the model's class says.
    /// </summary>
    public FitOptions Training { get; init; } = new();

    /// <summary>By what trials are compared.</summary>
    public SearchScore Score { get; init; } = SearchScore.MeanScore;

    /// <summary>Into how many folds the data are divided where no validation data are given: each trial is trained once for each. At least 2.</summary>
    public int Folds
    {
        get;
        init => field = value >= 2
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Folds), value,
                FormattableString.Invariant($"Folds is {value}, and has to be at least 2: one to validate on, and one to train on."));
    } = 5;

    /// <summary>
    /// Of the weights that are drawn, of the folds and of the models: all trials begin with the same first weights and see the data in the same
    /// order, so that they differ by what is searched for alone.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>
    /// Where each training's result is written as soon as it has ended, so that a search that was interrupted goes on when it is run again;
    /// made where it is not there, and of one search alone. Null: nothing is kept.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Hears of each training that has ended; null: nobody does. What the trainings themselves say goes to that of <see cref="Training"/>.</summary>
    public ILogger? Logger { get; init; }
}
