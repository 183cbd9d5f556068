using Microsoft.Extensions.Logging;

namespace MtlDsl;

/// <summary>How to train. Values are checked where they are given.</summary>
public sealed record FitOptions
{
    /// <summary>How often the data is gone through. At least 1.</summary>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 10;

    /// <summary>
    /// How many examples make a step. At least 1. The last batch of an epoch has what is left, except that a single example that is left
    /// joins the batch before: alone it would have no statistics for batch normalisation, and a noisy gradient.
    /// </summary>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 32;

    /// <summary>Whether each epoch takes the examples in an order of its own, a pure function of the seed and the epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether examples that do not fill a last batch are left out of the epoch.</summary>
    public bool DropLastIncomplete { get; init; }

    /// <summary>The optimizer's options.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>The Euclidean norm of all gradients together to which larger ones are scaled down. Positive; null: never.</summary>
    public double? ClipNorm
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ClipNorm), value,
                FormattableString.Invariant($"ClipNorm is {value}, and has to be positive, or null."));
    }

    /// <summary>The seed of the order of examples and of dropout; null: the model's.</summary>
    public long? Seed { get; init; }

    /// <summary>Hears of the start, of each epoch and of the end; null: nobody does.</summary>
    public ILogger? Logger { get; init; }

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be at least 1."));
}
